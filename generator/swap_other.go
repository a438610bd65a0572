//go:build !linux

package generator

// swap puts next in the place of folder.
func swap(folder, next string) error { return replace(folder, next) }
