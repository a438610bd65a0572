// Package preview shows a site while it is being written. It watches folders, has the site made again when
// something in them has changed, serves the pages over HTTP as they are asked for, and tells open pages to load
// again.
//
// What is wrong with the content is shown above the last good page, and goes when it is mended. Nothing in the
// content, in a theme or on the disk ends the server.
package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/lockstep-docs/lockstep/generator/site"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// Options say what to show. All but Names, Files, Poll and Said are needed.
type Options struct {
	// Listener is where browsers connect; it is closed at the end. Names are those of the machine and those by which it
	// was asked for: what a browser calls the server must be one of them, localhost, or an address.
	Listener net.Listener
	Names    []string
	// Folders are what the site is made of. They may come and go.
	Folders []string
	// Files returns single files that also matter; they need not exist, and are asked for again when one of them comes,
	// goes or changes, or a folder does. It is called by one goroutine, after it was by Serve.
	Files func() []string
	// Poll says to look at the files twice a second, where the system does not tell what changes.
	Poll bool
	// Make makes the site as the files are now. It is called by one goroutine. The error is that of the machine.
	Make func() (*Edition, error)
	// Said is told in a sentence what happens; it is called by one goroutine.
	Said func(Event)
}

// An Edition is a site at one moment.
type Edition struct {
	// Find returns the file of a path; false if there is none. It stays good while the next edition is made, and may
	// be called from any goroutine.
	Find func(path string) (site.Route, bool)
	// Around names what pages show besides their text, as their style and their pictures are: it is another one where
	// any of that is.
	Around string
	// Problems are what is wrong with the content. With an error among them no file is asked for.
	Problems source.Problems
	// Health is the path of the page that lists the problems; "" if there is none.
	Health string
	// Edits are what is being changed in agreements, Unknown sentences on what of that nobody can tell, and why.
	Edits   []Edit
	Unknown []string
}

// An Edit is what somebody is changing in one agreement, in words.
type Edit struct {
	// Title is how to call the agreement, Since what it is compared with, Gist the change in a few words.
	Title string `json:"title"`
	Since string `json:"since"`
	Gist  string `json:"gist"`
	// Changes are sentences.
	Changes []string `json:"changes"`
}

// An Event is one making of the site.
type Event struct {
	// Took is how long it took.
	Took time.Duration
	// Edition is what was made; nil with an Err.
	Edition *Edition
	Err     error
	// Polling says why the files are looked at twice a second although nobody asked for that; nil if they are not.
	Polling error
}

// Serve makes the site and shows it until ctx is done. The error is that of the network.
func Serve(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	s := newServer(o.Names)
	changes, refused := watch(ctx, o) // before the first reading, so that nothing is missed after it
	s.make(o, refused)

	web := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}

	made := make(chan struct{})
	go func() {
		defer close(made)
		for range changes {
			s.make(o, nil)
		}
	}()

	failed := make(chan error, 1)
	go func() { failed <- web.Serve(o.Listener) }()

	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}

	cancel() // ends the streams
	<-made
	patience, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	_ = web.Shutdown(patience)
	_ = web.Close()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}

	return err
}

// make makes an edition and publishes it.
func (s *server) make(o Options, polling error) {
	start := time.Now()
	edition, err := guarded(o.Make)
	s.publish(edition, err)
	if o.Said != nil {
		o.Said(Event{time.Since(start), edition, err, polling})
	}
}

// guarded turns a panic into an error: whoever writes a plan is not to lose the server.
func guarded(f func() (*Edition, error)) (e *Edition, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			e, err = nil, fmt.Errorf("lockstep itself failed, which is a mistake in lockstep: %v", cause)
		}
	}()

	return f()
}
