package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// manifestName is the file by which lockstep knows a folder as its own. It lists what lockstep wrote.
const manifestName = ".lockstep.json"

// manifest is the content of that file.
type manifest struct {
	Version int `json:"version"`
	// Files are the digests of what was written, by slash-separated path; "" where either of two texts may
	// have been.
	Files map[string]string `json:"files"`
}

// manifestVersion is that of the form. In version 1 files was a list of paths.
const manifestVersion = 2

// readManifest reads the list of what lockstep wrote to a folder; ok is false if it is not there.
func readManifest(folder string) (m manifest, ok bool) {
	text, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		return m, false
	}

	if json.Unmarshal(text, &m) == nil {
		return m, true
	}

	var first struct{ Files []string }
	if json.Unmarshal(text, &first) != nil {
		return m, false
	}

	m = manifest{Version: manifestVersion, Files: make(map[string]string, len(first.Files))}
	for _, name := range first.Files {
		m.Files[name] = ""
	}

	return m, true
}

func (m manifest) write(name string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write the list of files: %w", err)
	}

	return os.WriteFile(name, append(text, '\n'), 0o666)
}

// digest tells texts apart that follow each other under one name.
func digest(text []byte) string {
	sum := sha256.Sum256(text)

	return hex.EncodeToString(sum[:6])
}

// asWritten reports whether a file is as lockstep left it, or is there no more.
func asWritten(name, digested string) bool {
	info, err := os.Lstat(name)
	if err != nil || digested == "" {
		return true
	}

	if !info.Mode().IsRegular() {
		return false
	}

	text, err := os.ReadFile(name)

	return err == nil && digest(text) == digested
}
