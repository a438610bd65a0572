package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Saving a file is a handful of events, switching a branch thousands. The site is made when they have been
// quiet for a moment, or have gone on for long.
const (
	quiet   = 10 * time.Millisecond
	longest = 500 * time.Millisecond
	// every is how often files are looked at where the system does not tell what changes.
	every = 500 * time.Millisecond
)

// watch sends whenever the content of a file has changed, until ctx is done; then it closes the channel. What
// happens while nobody receives is sent as one. The error says why it looks at the files itself although
// nobody asked for that.
func watch(ctx context.Context, o Options) (<-chan struct{}, error) {
	seen := newFiles(o.Folders, o.Files)
	changes := make(chan struct{}, 1)
	tell := func() {
		select {
		case changes <- struct{}{}:
		default: // it is told already
		}
	}

	if o.Poll {
		_, _ = seen.look(unwatched)
		go poll(ctx, seen, changes, tell)

		return changes, nil
	}

	w, err := newWatcher(seen)
	if err != nil {
		_, _ = seen.look(unwatched)
		go poll(ctx, seen, changes, tell)

		return changes, err
	}

	go w.run(ctx, changes, tell)

	return changes, nil
}

// poll looks at all files again and again.
func poll(ctx context.Context, seen *files, changes chan<- struct{}, tell func()) {
	defer close(changes)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			seen.find()
			if changed, _ := seen.look(unwatched); changed {
				tell()
			}
		}
	}
}

// A watcher is told by the system what changes. The system watches folders, not what is in folders below, and
// watches them under their old names when they are moved: when a folder has come or gone, everything is watched
// anew, and looked at after that, as files may have come to it in between.
type watcher struct {
	system *fsnotify.Watcher
	seen   *files
}

// newWatcher watches the folders, and what tells that one of them comes back. The error says that the system does
// not watch so much.
func newWatcher(seen *files) (*watcher, error) {
	w := &watcher{seen: seen}
	_, err := w.watchAll()

	return w, err
}

// watchAll watches all there is, and reports whether anything in it changed. Where a folder is not there, the
// nearest one above it says when it comes. With an error it watches what it did before.
func (w *watcher) watchAll() (changed bool, err error) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		changed, _ = w.seen.look(unwatched)
		return changed, refusal(err)
	}

	w.seen.find()
	for _, name := range w.seen.named() {
		if refused := watchAbove(system, name); !errors.Is(refused, fs.ErrPermission) { // nor can anybody here change that
			err = errors.Join(err, refused)
		}
	}

	changed, refused := w.seen.look(system.Add)
	if err = errors.Join(err, refused); err != nil {
		system.Close()
		return changed, refusal(err)
	}

	if w.system != nil {
		w.system.Close()
	}

	w.system = system

	return changed, nil
}

func refusal(err error) error { return fmt.Errorf("the system does not tell what changes: %w", err) }

// watchAbove watches the nearest folder above a name that exists.
func watchAbove(system *fsnotify.Watcher, name string) error {
	for dir := filepath.Dir(name); ; dir = filepath.Dir(dir) {
		err := system.Add(dir)
		if err == nil || dir == filepath.Dir(dir) || !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
}

// run turns events into changes.
func (w *watcher) run(ctx context.Context, changes chan<- struct{}, tell func()) {
	defer close(changes)
	defer func() { w.system.Close() }()

	touched := map[string]bool{}
	lost := false // some events
	var first time.Time
	timer := time.NewTimer(time.Hour)
	wait := func() {
		if len(touched) == 0 && !lost {
			return
		}

		if first.IsZero() {
			first = time.Now()
		}

		timer.Reset(max(0, min(quiet, longest-time.Since(first))))
	}

	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.system.Events:
			if event.Op != fsnotify.Chmod && w.seen.matters(event.Name) {
				touched[event.Name] = true
				wait()
			}
		case err := <-w.system.Errors:
			lost = lost || err != nil
			wait()
		case <-timer.C:
			if w.changed(touched, lost) {
				tell()
			}

			clear(touched)
			lost, first = false, time.Time{}
		}
	}
}

// changed reports whether anything that was touched is another than before.
func (w *watcher) changed(touched map[string]bool, lost bool) bool {
	changed := false
	for name := range touched {
		if w.seen.isNamed(name) || w.seen.isFolder(name) {
			lost = true
			continue
		}

		changed = w.seen.lookAt(name) || changed
	}

	if lost {
		other, _ := w.watchAll() // what cannot be watched now is found with the next change that can
		changed = changed || other
	}

	return changed
}
