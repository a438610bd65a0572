package markdown

// A CodeCache remembers highlighted code by language and text. It is bounded and safe for concurrent use.
type CodeCache struct{}

// NewCodeCache returns an empty cache.
func NewCodeCache() *CodeCache { return &CodeCache{} }

// Stylesheet returns the rules for highlighted code, for light and dark: custom properties and classes
// below "pre.code", nothing else.
func Stylesheet() string { return "" }
