//go:build !linux

package generator

// swap puts next in the place of folder.
func swap(folder, next string) error { return replace(folder, next) }

// running reports whether there is a process of that number; where nobody can tell, there is.
func running(int) bool { return true }
