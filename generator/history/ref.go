package history

import (
	"archive/zip"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// ReadRef reads the content folder as it is at a commit, a branch or a tag. dir is that folder on the disk.
// Plans that have been moved into it since are read in the folder where they stood; it is empty if there was
// none. The error is a *GitError where git cannot have it, or cannot find where it was: then there is nothing to compare
// with, which is not the same as no difference. Files in it that cannot be read are no error; see Unread.
func ReadRef(dir, ref string) (*plan.Set, error) {
	t, err := ReadTree(dir, ref)
	if err != nil {
		return nil, err
	}

	return t.Read(func(string) bool { return true })
}

// A Tree is the content folder as it is at a commit, of which nothing but the names is read. It does not change.
type Tree struct {
	repo                  *repository
	commit, folder, doing string
	names                 []string
	blobs                 map[string]string // by name
}

// ReadTree finds the content folder at a commit, a branch or a tag. The error is that of ReadRef.
func ReadTree(dir, ref string) (*Tree, error) {
	doing := "read " + ref
	repo, err := openRepository(dir)
	if err != nil {
		return nil, renamed(err, doing)
	}

	commit, err := resolve(dir, ref)
	if err != nil {
		return nil, err
	}

	folder, err := repo.folderAt(commit, doing)
	if err != nil {
		return nil, err
	}

	return repo.tree(commit, folder, doing)
}

// tree lists the Markdown files of a folder at a commit.
func (r *repository) tree(commit, folder, doing string) (*Tree, error) {
	args := []string{"ls-tree", "-r", "-z", "--full-tree", commit}
	if folder != "" {
		args = append(args, "--", folder)
	}

	listing, err := run(r.dir, doing, args...)
	if err != nil {
		return nil, err
	}

	t := &Tree{repo: r, commit: commit, folder: folder, doing: doing, blobs: map[string]string{}}
	for entry := range strings.SplitSeq(string(listing), "\x00") {
		facts, name, ok := strings.Cut(entry, "\t")
		name = strings.TrimPrefix(name, folder)
		fields := strings.Fields(facts)
		if ok && len(fields) == 3 && strings.HasPrefix(fields[0], "100") && isContent(name) {
			t.names, t.blobs[name] = append(t.names, name), fields[2]
		}
	}

	return t, nil
}

// Names are the paths of the Markdown files below the content folder, in order.
func (t *Tree) Names() []string { return t.names }

// Holds reports whether the file of that name has that text, byte for byte.
func (t *Tree) Holds(name, text string) bool {
	blob := t.blobs[name]
	var sum hash.Hash = sha1.New() // as git names texts
	if len(blob) == hex.EncodedLen(sha256.Size) {
		sum = sha256.New()
	}

	fmt.Fprintf(sum, "blob %d\x00%s", len(text), text)

	return blob == hex.EncodeToString(sum.Sum(nil))
}

// Read reads the files of which only says so. The error is that of ReadRef.
func (t *Tree) Read(only func(name string) bool) (*plan.Set, error) {
	set, err := t.read(only)
	if err != nil {
		return nil, err
	}

	return set, t.repo.moved(set, t.commit, t.doing)
}

func (t *Tree) read(only func(name string) bool) (*plan.Set, error) {
	var names, blobs []string
	for _, name := range t.names {
		if only(name) {
			names, blobs = append(names, name), append(blobs, t.blobs[name])
		}
	}

	fsys, err := t.repo.files(t.doing, names, blobs)
	if err != nil {
		return nil, err
	}

	set, _, err := plan.Load(fsys, "")

	return set, err
}

// MergeBase returns the name of the commit at which two commits, branches or tags parted: the last one that
// is in the past of both. The error is a *GitError, also where they have nothing in common.
func MergeBase(dir, a, b string) (string, error) {
	if _, err := openRepository(dir); err != nil {
		return "", renamed(err, "read "+a)
	}

	commits := make([]string, 2)
	for i, ref := range []string{a, b} {
		commit, err := resolve(dir, ref)
		if err != nil {
			return "", err
		}

		commits[i] = commit
	}

	out, err := run(dir, "find where "+a+" and "+b+" parted", "merge-base", commits[0], commits[1])
	var failure *GitError
	if errors.As(err, &failure) && failure.Gap == nil {
		failure.Gap = &Gap{NoRef, "they have no commit in common here", "fetch what is missing: git fetch --unshallow, or fetch-depth: 0 in the workflow"}
	}

	return strings.TrimSpace(string(out)), err
}

// resolve returns the name of a commit.
func resolve(dir, ref string) (string, error) {
	doing := "read " + ref
	out, err := run(dir, doing, "rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}

	var failure *GitError
	if errors.As(err, &failure) && failure.Gap == nil {
		failure.Gap = &Gap{NoRef, "there is no commit, branch or tag of that name here", "fetch it first: git fetch origin, or fetch-depth: 0 in the workflow"}
	}

	return "", err
}

// renamed says of a failure what we were doing.
func renamed(err error, doing string) error {
	var failure *GitError
	if errors.As(err, &failure) {
		failure.doing = doing
	}

	return err
}

// files returns files of the past as a file system: an archive in memory that is packed without packing.
func (r *repository) files(doing string, names, blobs []string) (fs.FS, error) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	var writeErr error
	err := r.blobs(blobs, func(i int, text []byte) {
		file, err := w.CreateHeader(&zip.FileHeader{Name: names[i], Method: zip.Store})
		if err == nil {
			_, err = file.Write(text)
		}

		writeErr = errors.Join(writeErr, err)
	})

	if err := errors.Join(err, writeErr, w.Close()); err != nil {
		return nil, renamed(err, doing)
	}

	archive, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}

	return archive, nil
}
