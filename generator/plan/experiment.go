package plan

// An Experiment is something a function tries, and what came of it.
type Experiment struct {
	Entry
	Function   Function          `key:"function"`
	Area       string            `key:"area"`
	Hypothesis string            `key:"hypothesis"`
	Metric     string            `key:"metric" ref:"metric"`
	Variants   []string          `key:"variants"`
	StartsOn   Date              `key:"starts_on"`
	EndsOn     Date              `key:"ends_on"`
	Status     string            `key:"status"`
	Owner      string            `key:"owner" ref:"person"`
	Sample     Value             `key:"sample"`
	Result     *ExperimentResult `key:"result"`
}

// ExperimentResult is what came of an experiment, and what it meant for the others.
type ExperimentResult struct {
	At
	MetricDelta *MetricDelta `key:"metric_delta"`
	Decision    string       `key:"decision"`
	Impact      Map[string]  `key:"impact" ref:"key:function"`
}

// MetricDelta is how far a metric moved.
type MetricDelta struct {
	At
	Metric string `key:"metric" ref:"metric"`
	From   Number `key:"from"`
	To     Number `key:"to"`
}
