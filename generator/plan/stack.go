package plan

// TechStack is which tools do what, and how data goes from one to the other.
type TechStack struct {
	At
	Areas    Map[*StackArea] `key:"areas"`
	Routing  string          `key:"routing"`
	DataFlow []DataFlowStage `key:"data_flow"`
}

// A StackArea is a group of tools for one purpose.
type StackArea struct {
	Entry
	Name         string       `key:"name"`
	Tools        []string     `key:"tools"`
	Capabilities []Capability `key:"capabilities"`
	Owner        string       `key:"owner" ref:"person"`
}

// A Capability is what a tool is used for.
type Capability struct {
	At
	Name        string `key:"name"`
	Description string `key:"description"`
}

// A DataFlowStage is one data set on its way.
type DataFlowStage struct {
	At
	Stage       string `key:"stage"`
	Source      string `key:"source" ref:"area"`
	Dataset     string `key:"dataset"`
	Destination string `key:"destination" ref:"area"`
}

// Data says where the CRM exports are and how to read them.
type Data struct {
	At
	Leads      string          `key:"leads"`
	Attempts   string          `key:"attempts"`
	Tables     Map[*DataTable] `key:"tables"`
	Timezone   string          `key:"timezone"`
	DateFormat string          `key:"date_format"`
	Preset     string          `key:"preset"`
	Mapping    Map[string]     `key:"mapping"`
	ExportedAt string          `key:"exported_at"`
}

// A DataTable is an export of something else than leads.
type DataTable struct {
	Entry
	File     string `key:"file"`
	IDColumn string `key:"id_column"`
}
