// Package history knows what changed in the agreements of a plan, when, by whom, and who signed what.
//
// A digest says in twelve letters what was signed. A change says in a sentence what became different
// between two versions. Past versions come from archive files or from git, which this package hides: its
// callers see revisions, their states and their terms.
package history
