package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/preview"
)

const usualAddress = "127.0.0.1:1313"

func (p *program) serveCommand() *cobra.Command {
	addr, open, poll := usualAddress, false, false
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site while you write",
		Long: `serve shows the site in a browser while you write. A page loads again, where you were, as soon as a file is
saved. Errors stand above the last good page, on their line, until they are mended. A bar counts warnings, with a
link to the page that lists them, and says what you are changing in the agreements: since the last commit, and
since the revision in force. It says why, where that cannot be compared.

Nothing is written to a disk. Only this machine can open the pages, unless --addr says otherwise.`,
		Example: "  lockstep serve --open\n  lockstep serve --addr 127.0.0.1:8080",
		Args:    wantArgs(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return p.serve(addr, open, poll)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", addr, "the `address` and port to answer at; port 0 is any free one")
	cmd.Flags().BoolVar(&open, "open", false, "open the first page in a browser")
	cmd.Flags().BoolVar(&poll, "poll", false, "look at the files twice a second, for disks that do not tell what changes")

	return cmd
}

func (p *program) serve(addr string, open, poll bool) error {
	if err := p.oneOf("text"); err != nil {
		return err
	}

	_, done, err := p.options() // says what is wrong with the command line before anything starts
	if err != nil {
		return err
	}
	done()

	name, listener, err := listen(addr)
	if err != nil {
		return err
	}
	defer listener.Close()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	growth.Store(quick)
	link, names := linkTo(listener.Addr(), name), []string{name}
	if isOpen(listener.Addr()) {
		host, _ := os.Hostname() // "" where the machine has none
		names = append(names, machineNames(host)...)
	}

	started, tell := false, &narrator{program: p, link: link}
	o := preview.Options{
		Listener: listener, Names: names, Poll: poll, Make: p.maker(),
		Folders: slices.Compact([]string{p.path(p.content), p.path("themes"), p.besideContent()}),
		Files:   func() []string { return history.HeadFiles(p.path(p.content)) },
		Said: func(e preview.Event) {
			tell.said(e)
			if !started {
				started = true
				p.ready(listener.Addr(), link, names, open)
			}
		},
	}
	if err := preview.Serve(ctx, o); err != nil {
		return fmt.Errorf("serve %s: %w", p.content, err)
	}

	fmt.Fprintln(p.stdout, "stopped")

	return nil
}

// listen opens an address, and returns the name in it.
func listen(addr string) (name string, l net.Listener, err error) {
	name, port, err := net.SplitHostPort(addr)
	if err != nil || port == "" {
		return "", nil, &usageError{fmt.Sprintf("--addr must be an address and a port, not %q", addr), "like --addr " + usualAddress}
	}

	l, err = net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return "", nil, &usageError{addr + " is in use, perhaps by another lockstep serve", "end that one, or take any free port: --addr " + net.JoinHostPort(name, "0")}
	case errors.Is(err, syscall.EACCES):
		return "", nil, &usageError{"this user may not answer at " + addr, "take a port above 1023, like --addr " + usualAddress}
	case err != nil:
		return "", nil, &usageError{fmt.Sprintf("nothing can answer at %s: %v", addr, err), "like --addr " + usualAddress}
	}

	return name, l, nil
}

// A moment is for how long a plan that nobody changes stays as it is in a preview. Every day of every time zone
// begins with one.
const moment = 15 * time.Minute

// healthPage lists what is wrong and what waits.
const healthPage = "health.html"

// maker returns what makes an edition. Folders are opened each time, as they come and go, and today is the day
// on which somebody looks.
func (p *program) maker() func() (*preview.Edition, error) {
	var working generator.WorkingCopy

	return func() (*preview.Edition, error) {
		o, _, err := p.options() // pictures are read when they are asked for: open until nobody can ask
		if err != nil {
			return nil, withHint(err)
		}

		o.Now = time.Now().Truncate(moment)
		result, err := working.Check(o)
		if err != nil {
			return nil, withHint(err)
		}

		edition := &preview.Edition{Find: result.Find, Around: result.Around(), Problems: result.Problems, Health: healthPage}
		edits := working.Edits(result)
		edition.Unknown = edits.Unknown
		for _, e := range edits.All {
			edition.Edits = append(edition.Edits, preview.Edit(e))
		}

		return edition, nil
	}
}

// withHint puts the way out of an error below it.
func withHint(err error) error {
	if hint := hintOf(err); hint != "" {
		return fmt.Errorf("%w\n%s", err, hint)
	}

	return err
}

// linkTo returns the address of the first page for this machine.
func linkTo(addr net.Addr, name string) string {
	_, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(name); name == "" || ip != nil && ip.IsUnspecified() {
		name = "localhost"
	}

	return "http://" + net.JoinHostPort(name, port) + "/"
}

// isOpen reports whether other machines can connect to an address.
func isOpen(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && !tcp.IP.IsLoopback()
}

// machineNames returns what others in a network call a machine of that name: the name, the first part of it, and that as
// machines without a name server find each other.
func machineNames(host string) []string {
	host = strings.TrimSuffix(host, ".")
	if host == "" {
		return nil
	}

	first, _, whole := strings.Cut(host, ".")
	names := []string{host}
	if whole {
		names = append(names, first)
	}

	if local := first + ".local"; local != host {
		names = append(names, local)
	}

	return names
}

// ready says where the site is, and to whom.
func (p *program) ready(addr net.Addr, link string, names []string, open bool) {
	fmt.Fprintf(p.stdout, "%s shows %s; Ctrl-C stops it\n", link, strings.TrimSuffix(p.prefix(), "/"))
	switch _, port, _ := net.SplitHostPort(addr.String()); {
	case !isOpen(addr):
	case strings.HasPrefix(link, "http://localhost:") && len(names) > 1:
		fmt.Fprintf(p.stderr, "everybody in this network can read it, as http://%s/ or by an address of this machine\n", net.JoinHostPort(names[1], port))
	default:
		fmt.Fprintln(p.stderr, "everybody in this network can read it")
	}

	if !open {
		return
	}

	failed := func(err error) {
		fmt.Fprintf(p.stderr, "no browser opens by itself (%v): open %s\n", err, link)
	}
	if err := openBrowser(link, failed); err != nil {
		failed(err)
	}
}

// openBrowser asks the system to open a page. What it says later, if it cannot, goes to failed.
func openBrowser(link string, failed func(error)) error {
	command := []string{"xdg-open", link}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", link}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", link}
	}

	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}

	go func() {
		if err := cmd.Wait(); err != nil {
			failed(fmt.Errorf("%s: %w", command[0], err))
		}
	}()

	return nil
}
