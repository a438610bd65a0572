package evidence

// A field is a fact about a lead or an attempt. Its name is that of the plan's mapping.
type field struct {
	name string
	// needed says that nothing can be judged without it.
	needed bool
	// hubspot and salesforce are the headers that those programs write, by label and by internal name, the
	// likeliest first.
	hubspot, salesforce []string
}

// leadFields are the columns of an export of leads.
var leadFields = []field{
	{"lead_id", true,
		[]string{"Record ID", "Record ID - Contact", "Record ID - Lead", "Contact ID", "Lead ID", "hs_object_id", "vid"},
		[]string{"Lead ID", "Contact ID", "Id", "Lead: Lead ID", "Lead Id", "18 Digit Lead ID"}},
	{"created_at", false,
		[]string{"Create Date", "createdate", "hs_createdate"},
		[]string{"Created Date", "Create Date", "CreatedDate"}},
	{"mql_at", true,
		[]string{`Date entered "Marketing Qualified Lead (Lifecycle Stage Pipeline)"`, "hs_v2_date_entered_marketingqualifiedlead", "Became a Marketing Qualified Lead Date", "Became an MQL Date", "hs_lifecyclestage_marketingqualifiedlead_date"},
		[]string{"MQL Date", "MQL Date/Time", "MQL_Date__c", "MQL_DateTime__c", "Marketing Qualified Date", "Marketing_Qualified_Date__c"}},
	{"assigned_at", false,
		[]string{"Owner Assigned Date", "Owner assigned date", "hubspot_owner_assigneddate"},
		[]string{"Assigned Date", "Assigned_Date__c", "Lead Assigned Date", "Lead_Assigned_Date__c"}},
	{"owner", false,
		[]string{"Contact owner", "Lead owner", "hubspot_owner_id"},
		[]string{"Lead Owner", "Owner Name", "OwnerId", "Owner.Name", "Owner ID"}},
	{"source", false,
		[]string{"Original Source", "Original Traffic Source", "hs_analytics_source", "Latest Traffic Source"},
		[]string{"Lead Source", "LeadSource"}},
	{"segment", false, nil, nil},
	{"first_outreach_at", false,
		[]string{"First outreach date", "hs_first_outreach_date", "Date of first engagement", "hs_sa_first_engagement_date"},
		[]string{"First Outreach Date", "First_Outreach_Date__c", "First Call Date", "FirstCallDateTime", "First Email Date", "FirstEmailDateTime", "First Response Date", "First_Response_Date__c"}},
	{"first_outreach_channel", false,
		[]string{"Type of first engagement", "hs_sa_first_engagement_object_type", "First outreach channel"},
		[]string{"First Outreach Type", "First_Outreach_Type__c", "First Outreach Channel"}},
	{"first_outreach_automated", false,
		[]string{"First outreach automated"},
		[]string{"First Outreach Automated", "First_Outreach_Automated__c"}},
	{"disposition", false,
		[]string{"Lead Status", "hs_lead_status", "Disposition"},
		[]string{"Lead Status", "Status", "Disposition"}},
	{"disposition_reason", false,
		[]string{"Disqualification reason", "hs_lead_disqualification_reason", "Unqualified reason", "Disposition reason"},
		[]string{"Unqualified Reason", "Unqualified_Reason__c", "Disqualified Reason", "Disqualified_Reason__c", "Rejection Reason"}},
	{"disposition_at", false,
		[]string{"Date disqualified", "Disposition date", "Lead status date"},
		[]string{"Status Change Date", "Disqualified Date", "Disqualified_Date__c", "Disposition Date"}},
	{"sql_at", false,
		[]string{`Date entered "Sales Qualified Lead (Lifecycle Stage Pipeline)"`, "hs_v2_date_entered_salesqualifiedlead", "Became a Sales Qualified Lead Date", "Became an SQL Date", "hs_lifecyclestage_salesqualifiedlead_date"},
		[]string{"SQL Date", "SQL Date/Time", "SQL_Date__c", "SQL_DateTime__c", "Converted Date", "ConvertedDate"}},
	{"tier", false, []string{"Lead tier"}, []string{"Lead Tier", "Tier__c"}},
}

// attemptFields are the columns of an export of attempts.
var attemptFields = []field{
	{"lead_id", true,
		[]string{"Associated Contact IDs", "Associated Contact ID", "Contact ID", "Record ID - Contact", "Record ID"},
		[]string{"Lead ID", "Contact ID", "WhoId", "Name ID", "Who ID"}},
	{"at", true,
		[]string{"Activity date", "hs_timestamp", "Create date", "createdate"},
		[]string{"Completed Date/Time", "CompletedDateTime", "Date", "ActivityDate", "Created Date", "CreatedDate"}},
	{"channel", false,
		[]string{"Activity type", "Engagement type", "hs_engagement_type"},
		[]string{"Task Subtype", "TaskSubtype", "Type", "Activity Type"}},
	{"source", false,
		[]string{"Record source", "hs_object_source_label"},
		[]string{"Source", "Activity Source"}},
	{"logged", false, []string{"Logged in CRM"}, []string{"Logged"}},
	{"automated", false, []string{"Automated"}, []string{"Automated", "Is Automated"}},
}

// labels returns all headers that are known to stand for a field, whatever the preset.
func (f field) labels() []string { return f.headers("") }

// headers returns the headers under which a field may stand, the likeliest first. Its own name always
// counts; without a preset, those of both programs do.
func (f field) headers(preset string) []string {
	all := []string{f.name}
	if preset == "hubspot" || preset == "" {
		all = append(all, f.hubspot...)
	}

	if preset == "salesforce" || preset == "" {
		all = append(all, f.salesforce...)
	}

	return all
}

// A channel is how a person was reached out to.
type channel uint8

const (
	noChannel channel = iota // nobody says
	call
	email
	meeting
	sms
	social
	otherChannel
)

var channelNames = [...]string{"", "call", "email", "meeting", "sms", "social", "other"}

// channelWords are the words by which CRMs call a channel, without case, spaces and signs.
var channelWords = map[string]channel{
	"call": call, "phone": call, "phonecall": call, "calls": call, "outboundcall": call, "voicemail": call, "dialer": call,
	"email": email, "mail": email, "emails": email, "onetooneemail": email, "outgoingemail": email, "listemail": email, "salesemail": email,
	"meeting": meeting, "meetings": meeting, "event": meeting, "demo": meeting, "videocall": meeting,
	"sms": sms, "text": sms, "textmessage": sms, "whatsapp": sms, "message": sms,
	"social": social, "linkedin": social, "linkedinmessage": social, "linkedininmail": social, "inmail": social, "socialmessage": social,
}

// A decision is what Sales made of a lead.
type decision uint8

const (
	undecided decision = iota
	accepted
	rejected
	recycled
)

// decisionWords are the values by which CRMs call a decision, without case, spaces and signs. What stands for
// none, such as "New", is undecided.
var decisionWords = map[string]decision{
	"accepted": accepted, "opendeal": accepted, "qualified": accepted, "converted": accepted, "closedconverted": accepted, "salesaccepted": accepted, "salesqualified": accepted,
	"rejected": rejected, "unqualified": rejected, "disqualified": rejected, "closednotconverted": rejected, "notqualified": rejected,
	"recycled": recycled, "badtiming": recycled, "nurture": recycled, "nurturing": recycled, "recycle": recycled,
	"new": undecided, "open": undecided, "inprogress": undecided, "attemptedtocontact": undecided, "connected": undecided,
	"opennotcontacted": undecided, "workingcontacted": undecided, "working": undecided, "contacted": undecided, "blank": undecided,
	"pending": undecided,
}

var yesNo = map[string]bool{
	"true": true, "yes": true, "y": true, "1": true, "t": true, "x": true,
	"false": false, "no": false, "n": false, "0": false, "f": false,
}
