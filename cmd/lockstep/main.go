// Command lockstep builds a site from the plans by which Marketing, Sales, Customer Success and Product
// work together, and says what is missing or wrong in them.
//
// It exits with 0 when all is well, with 1 when the author of a plan has something to mend, and with 2 when
// the machine or the command line stood in the way.
package main

import (
	"os"
	"time"
)

func main() {
	saveMemory()
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr, time.Now()))
}
