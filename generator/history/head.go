package history

import (
	"path/filepath"
	"strings"
)

// Head returns the name of the commit that is checked out in the repository around a folder; "" where there is
// no repository, or no commit. What [ReadPast] says changes with it, and with the folder, only.
func Head(dir string) string {
	out, err := run(dir, readingLog, "rev-parse", "--verify", "--quiet", "HEAD")
	if err != nil {
		return ""
	}

	return strings.TrimSpace(string(out))
}

// HeadLog returns the file to which git adds a line whenever another commit is checked out; "" where there is
// no repository. It need not exist yet.
func HeadLog(dir string) string {
	out, err := run(dir, readingLog, "rev-parse", "--git-path", "logs/HEAD")
	name := strings.TrimRight(string(out), "\n")
	if err != nil || name == "" {
		return ""
	}

	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}

	return name
}
