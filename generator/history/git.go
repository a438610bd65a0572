package history

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Reason says why history is incomplete.
type Reason string

// The reasons.
const (
	NoFolder         Reason = "no-folder"         // the caller gave none
	NoGit            Reason = "no-git"            // the program is not installed
	NotARepository   Reason = "not-a-repository"  // nothing is under version control
	NoCommits        Reason = "no-commits"        // a new repository
	NotCommitted     Reason = "not-committed"     // a repository that knows nothing of the content
	DubiousOwnership Reason = "dubious-ownership" // git refuses a repository of somebody else
	Bare             Reason = "bare"              // a repository without working files
	Shallow          Reason = "shallow"           // a clone that was cut off
	Offline          Reason = "offline"           // a partial clone that cannot reach its origin
	Submodule        Reason = "submodule"         // a folder with a repository of its own
	NoRef            Reason = "no-ref"            // a commit, branch or tag that is not there
	Lost             Reason = "lost"              // a folder of which nobody knows where it was
)

// A Gap is something that keeps history from being complete.
type Gap struct {
	Reason Reason
	// Message is a sentence without a full stop, Hint is the way out.
	Message, Hint string
}

// A Commit is one step of the branch.
type Commit struct {
	// Hash is the full name.
	Hash string
	// Author is the name of whoever wrote it, Time when it was committed.
	Author string
	Time   time.Time
	// Subject is the first line of its message.
	Subject string
}

// A GitError says that the git program could not do what we need.
type GitError struct {
	// Gap is set where the reason is known.
	Gap *Gap
	// Output is what git said.
	Output string
	doing  string
}

func (e *GitError) Error() string {
	if e.Gap != nil {
		return e.doing + ": " + e.Gap.Message
	}

	return e.doing + ": git: " + e.Output
}

// A repository is seen from the content folder through the git program.
type repository struct {
	dir string
	// folder is the content folder below the top of the repository: "docs/content/"; "" for the top.
	folder string
	// boundary are the commits at which a shallow clone was cut off.
	boundary map[string]bool
}

// foreign are variables that would make git look at another repository, or print in another way.
var foreign = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS",
	"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_PAGER", "LANGUAGE",
}

// command returns a git process in the content folder that is told to mind no settings that would change
// what it prints, and to change nothing.
func command(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("git", append([]string{
		"-C", dir, "--no-pager", "--no-optional-locks", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false",
		"-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "log.diffMerges=separate",
	}, args...)...)

	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !slices.Contains(foreign, name) && !strings.HasPrefix(name, "GIT_TRACE") {
			cmd.Env = append(cmd.Env, variable)
		}
	}

	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0")

	return cmd
}

// run returns what git prints.
func run(dir, doing string, args ...string) ([]byte, error) {
	var out, complaint bytes.Buffer
	cmd := command(dir, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return nil, explain(err, complaint.String(), dir, doing)
	}

	return out.Bytes(), nil
}

// explain turns the failure of a git process into one with a reason, where we know it.
func explain(err error, complaint, dir, doing string) error {
	failure := &GitError{doing: doing, Output: firstLine(complaint)}
	says := func(text string) bool { return strings.Contains(complaint, text) }
	switch {
	case errors.Is(err, exec.ErrNotFound):
		failure.Gap = &Gap{NoGit, "the git program is not installed, so that nobody can tell what the agreements said before", "install git, or archive past revisions: lockstep archive"}
	case says("dubious ownership"):
		failure.Gap = &Gap{DubiousOwnership, "git does not read this repository, as it belongs to another user", "git config --global --add safe.directory " + refused(complaint, dir)}
	case says("not a git repository"):
		failure.Gap = &Gap{NotARepository, "the content is in no git repository, so that nobody can tell what the agreements said before", "git init, and commit the content"}
	case says("does not have any commits yet"), says("bad revision 'HEAD'"):
		failure.Gap = &Gap{NoCommits, "nothing has been committed yet", "commit the content: the change log starts there"}
	case says("promisor"), says("Could not read from remote repository"), says("unable to access"), says("Could not resolve host"):
		failure.Gap = &Gap{Offline, "this is a partial clone, and the files of the past cannot be fetched", "check the connection, or make a full clone: git fetch --refetch --no-filter"}
	case failure.Output == "":
		failure.Output = err.Error()
	}

	return failure
}

// firstLine returns the line that says what is wrong.
func firstLine(complaint string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(complaint), "\n")
	return strings.TrimPrefix(strings.TrimPrefix(line, "fatal: "), "error: ")
}

// refused returns the repository that git does not read.
func refused(complaint, dir string) string {
	_, rest, _ := strings.Cut(complaint, "repository at '")
	if name, _, ok := strings.Cut(rest, "'"); ok {
		return name
	}

	if abs, err := filepath.Abs(dir); err == nil {
		return abs
	}

	return dir
}

const readingLog = "read the history"

// openRepository looks at the repository around a folder. The error is a *GitError.
func openRepository(dir string) (*repository, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, explain(exec.ErrNotFound, "", dir, readingLog)
	}

	out, err := run(dir, readingLog, "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository", "--git-path", "shallow", "--show-prefix")
	if err != nil {
		return nil, err
	}

	says := strings.SplitN(string(out), "\n", 5)
	if len(says) < 5 || says[0] == "true" || says[1] != "true" {
		return nil, &GitError{doing: readingLog, Gap: &Gap{Bare, "this is a repository without working files", "run lockstep in a clone"}}
	}

	r := &repository{dir: dir, folder: strings.TrimSuffix(says[4], "\n"), boundary: map[string]bool{}}
	if says[2] == "true" {
		err = r.readBoundary(says[3])
	}

	return r, err
}

func (r *repository) readBoundary(name string) error {
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.dir, name)
	}

	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%s: %w", readingLog, err)
	}

	for line := range strings.FieldsSeq(string(text)) {
		r.boundary[line] = true
	}

	return nil
}

// isShallow reports whether the clone was cut off.
func (r *repository) isShallow() bool { return len(r.boundary) > 0 }

// A logged commit with the files that it changed on the branch.
type logged struct {
	Commit
	// parents are the names of the commits before; none for the first one, and where a clone was cut off.
	parents []string
	files   []fileChange
}

// A fileChange is one file, as it is after a commit. In a log its paths are below the content folder.
type fileChange struct {
	path string
	// from is the path before, where git takes the file for one that was moved.
	from string
	// blob is the name of the text; "" for a file that is gone or is no regular file. was is that of the text
	// before.
	blob, was string
	// submodule says that it is a folder with a repository of its own.
	submodule bool
}

// log returns the commits of the branch up to one that touch a folder, newest first: of a merge, what it
// brought to the branch. The error is a *GitError or that of a pipe.
func (r *repository) log(commit, folder string) ([]logged, error) {
	return r.commits(folder, "--first-parent", "-m", commit)
}

// commits returns the commits that git log lists of a folder.
func (r *repository) commits(folder string, which ...string) ([]logged, error) {
	args := append([]string{"log", "-z", "--raw", "--no-abbrev", "-M", "-l2000", "--relative=" + folder, "--no-color",
		"--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-notes", "--encoding=UTF-8",
		"--format=%x01%H%x02%P%x02%cI%x02%aN%x02%s"}, which...)
	cmd := command(r.dir, append(args, "--", ":(top,literal)"+folder)...)

	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}

	if err != nil {
		return nil, explain(err, "", r.dir, readingLog)
	}

	commits, readErr := parseLog(pipe)
	if err := cmd.Wait(); err != nil {
		return nil, explain(err, complaint.String(), r.dir, readingLog)
	}

	return commits, readErr
}

// parseLog reads what git log -z --raw prints.
func parseLog(from io.Reader) ([]logged, error) {
	var commits []logged
	in := bufio.NewReaderSize(from, 1<<16)
	for {
		text, err := in.ReadString(0)
		if err != nil && text == "" {
			if errors.Is(err, io.EOF) {
				return commits, nil
			}

			return nil, fmt.Errorf("%s: %w", readingLog, err)
		}

		text = strings.TrimLeft(strings.TrimSuffix(text, "\x00"), "\n")
		switch {
		case strings.HasPrefix(text, "\x01"):
			commits = append(commits, parseCommit(text[1:]))
		case strings.HasPrefix(text, ":") && len(commits) > 0:
			change, err := parseChange(text, in)
			if err != nil {
				return nil, err
			}

			last := &commits[len(commits)-1]
			last.files = append(last.files, change)
		}
	}
}

func parseCommit(text string) logged {
	parts := strings.SplitN(text, "\x02", 5)
	for len(parts) < 5 {
		parts = append(parts, "")
	}

	at, _ := time.Parse(time.RFC3339, parts[2])

	return logged{
		Commit:  Commit{Hash: parts[0], Time: at, Author: strings.ToValidUTF8(parts[3], "�"), Subject: strings.ToValidUTF8(parts[4], "�")},
		parents: strings.Fields(parts[1]),
	}
}

// parseChange reads ":100644 100644 <old> <new> M", and the one or two paths that follow.
func parseChange(text string, in *bufio.Reader) (fileChange, error) {
	var change fileChange
	fields := strings.Fields(text)
	if len(fields) < 5 {
		return change, fmt.Errorf("%s: git printed %q", readingLog, text)
	}

	name, err := in.ReadString(0)
	if err == nil && strings.ContainsAny(fields[4][:1], "RC") {
		change.from = strings.TrimSuffix(name, "\x00")
		name, err = in.ReadString(0)
	}

	if err != nil {
		return change, fmt.Errorf("%s: %w", readingLog, err)
	}

	change.path = strings.TrimSuffix(name, "\x00")
	if strings.HasPrefix(fields[0], ":100") {
		change.was = fields[2]
	}

	switch mode := fields[1]; {
	case strings.HasPrefix(mode, "100"):
		change.blob = fields[3]
	case mode == "160000":
		change.submodule = true
	}

	if strings.HasPrefix(fields[4], "C") {
		change.from = "" // what was copied is still where it was
	}

	return change, nil
}

// blobs calls each for the text of every blob, in that order, from one process. each must not keep the
// text. The error is a *GitError or that of a pipe.
func (r *repository) blobs(names []string, each func(i int, text []byte)) error {
	if len(names) == 0 {
		return nil
	}

	var complaint bytes.Buffer
	cmd := command(r.dir, "cat-file", "--batch")
	cmd.Stdin, cmd.Stderr = strings.NewReader(strings.Join(names, "\n")+"\n"), &complaint
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}

	if err != nil {
		return explain(err, "", r.dir, readingLog)
	}

	readErr := readBlobs(pipe, names, each)
	if readErr != nil {
		_, _ = io.Copy(io.Discard, pipe) // so that git can end
	}

	if err := cmd.Wait(); err != nil {
		return explain(err, complaint.String(), r.dir, readingLog)
	}

	if readErr != nil && complaint.Len() > 0 {
		return explain(readErr, complaint.String(), r.dir, readingLog)
	}

	return readErr
}

// readBlobs reads "<name> blob <size>", the text and a line feed, for every name.
func readBlobs(from io.Reader, names []string, each func(i int, text []byte)) error {
	in := bufio.NewReaderSize(from, 1<<16)
	var text []byte
	for i, name := range names {
		head, err := in.ReadString('\n')
		if err != nil {
			return fmt.Errorf("%s: read %s: %w", readingLog, name, err)
		}

		fields := strings.Fields(head)
		if len(fields) < 3 {
			return &GitError{doing: readingLog, Output: strings.TrimSpace(head)}
		}

		size, err := strconv.Atoi(fields[2])
		if err != nil {
			return &GitError{doing: readingLog, Output: strings.TrimSpace(head)}
		}

		if cap(text) < size+1 {
			text = make([]byte, size+1)
		}

		text = text[:size+1]
		if _, err := io.ReadFull(in, text); err != nil {
			return fmt.Errorf("%s: read %s: %w", readingLog, name, err)
		}

		each(i, text[:size])
	}

	return nil
}
