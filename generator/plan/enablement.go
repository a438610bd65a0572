package plan

// An Asset is content that helps Sales sell.
type Asset struct {
	Entry
	Type        string   `key:"type"`
	Purpose     string   `key:"purpose"`
	URL         string   `key:"url" ref:"link"`
	Owner       string   `key:"owner" ref:"person"`
	Stages      []string `key:"stages" ref:"stage"`
	Industry    string   `key:"industry"`
	UpdatedOn   Date     `key:"updated_on"`
	ReviewEvery Span     `key:"review_every"`
}

// Training is what people of a function are taught.
type Training struct {
	Entry
	Topic           string            `key:"topic"`
	Covers          OneOrMany[string] `key:"covers"`
	Audience        OneOrMany[Party]  `key:"audience" ref:"party"`
	Owner           string            `key:"owner" ref:"person"`
	URL             string            `key:"url" ref:"link"`
	LastDeliveredOn Date              `key:"last_delivered_on"`
	RepeatEvery     Span              `key:"repeat_every"`
}
