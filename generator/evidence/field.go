package evidence

import "strings"

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
		[]string{"Lead ID", "Contact ID", "Id", "18 Digit Lead ID", "Lead ID (18)", "Contact ID 18"}},
	{"created_at", false,
		[]string{"Create Date", "createdate", "Object create date/time", "hs_createdate"},
		[]string{"Created Date", "Create Date", "CreatedDate", "Created Date/Time"}},
	{"mql_at", true,
		entered("Marketing Qualified Lead", "marketingqualifiedlead", "MQL"),
		[]string{"MQL Date", "MQL Date/Time", "MQL_Date__c", "MQL_DateTime__c", "MQL_Date_Time__c", "Became MQL Date", "Became_MQL_Date__c", "Marketing Qualified Date", "Marketing_Qualified_Date__c"}},
	{"assigned_at", false,
		[]string{"Owner assigned date", "hubspot_owner_assigneddate"},
		[]string{"Assigned Date", "Assigned_Date__c", "Lead Assigned Date", "Lead_Assigned_Date__c"}},
	{"owner", false,
		[]string{"Contact owner", "Lead owner", "Owner", "hubspot_owner_id"},
		[]string{"Lead Owner", "Contact Owner", "Owner Name", "Owner: Full Name", "Lead Owner: Full Name", "Contact Owner: Full Name", "Owner.Name", "OwnerId", "Owner ID", "Lead Owner Alias", "Contact Owner Alias"}},
	{"source", false,
		[]string{"Original Source", "Original Traffic Source", "Original Source Type", "hs_analytics_source", "Latest Traffic Source", "Latest Source", "hs_latest_source", "Lead Source", "hs_lead_source"},
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
		[]string{"Lead Status", "hs_lead_status", "Lead Stage", "Lead pipeline stage", "hs_pipeline_stage", "Disposition"},
		[]string{"Lead Status", "Status", "Contact Status", "Disposition"}},
	{"disposition_reason", false,
		[]string{"Disqualification reason", "Lead disqualification reason", "hs_lead_disqualification_reason", "Unqualified reason", "Disposition reason"},
		[]string{"Unqualified Reason", "Unqualified_Reason__c", "Disqualified Reason", "Disqualified_Reason__c", "Rejection Reason", "Rejection_Reason__c", "Recycle Reason", "Recycle_Reason__c"}},
	{"disposition_at", false,
		[]string{"Latest Disqualified Lead Date", "hs_latest_disqualified_lead_date", "Date disqualified", "Disposition date", "Lead status date"},
		[]string{"Status Change Date", "Status_Change_Date__c", "Disqualified Date", "Disqualified_Date__c", "Disposition Date", "Disposition_Date__c"}},
	{"sql_at", false,
		entered("Sales Qualified Lead", "salesqualifiedlead", "SQL"),
		[]string{"SQL Date", "SQL Date/Time", "SQL_Date__c", "SQL_DateTime__c", "SQL_Date_Time__c", "Converted Date", "ConvertedDate"}},
	{"tier", false, []string{"Lead tier"}, []string{"Lead Tier", "Tier__c"}},
}

// attemptFields are the columns of an export of attempts.
var attemptFields = []field{
	{"lead_id", true,
		[]string{"Associated Contact IDs", "Associated Contact ID", "Contact ID", "Record ID - Contact", "Record ID"},
		[]string{"Lead ID", "Contact ID", "WhoId", "Name ID", "Who ID", "Relation ID"}},
	{"at", true,
		[]string{"Activity date", "hs_timestamp", "Create date", "createdate", "hs_createdate"},
		[]string{"Completed Date/Time", "CompletedDateTime", "ActivityDateTime", "StartDateTime", "Date", "ActivityDate", "Created Date", "CreatedDate"}},
	{"channel", false,
		[]string{"Activity type", "Engagement type", "hs_engagement_type"},
		[]string{"Task Subtype", "TaskSubtype", "Activity Subtype", "ActivitySubtype", "Event Subtype", "EventSubtype", "Type", "Activity Type", "ActivityType"}},
	{"source", false,
		[]string{"Record source", "hs_object_source_label"},
		[]string{"Source", "Activity Source"}},
	{"logged", false, []string{"Logged in CRM"}, []string{"Logged"}},
	{"automated", false, []string{"Automated"}, []string{"Automated", "Is Automated"}},
}

// entered are the headers under which HubSpot writes when a contact came to a stage: as it is written today, with
// either mark of quotation, and as before.
func entered(stage, id, short string) []string {
	return []string{
		`Date entered "` + stage + ` (Lifecycle Stage Pipeline)"`, `Date entered '` + stage + ` (Lifecycle Stage Pipeline)'`, "hs_v2_date_entered_" + id,
		"Became a " + stage + " Date", "Became an " + short + " Date", "hs_lifecyclestage_" + id + "_date", "hs_date_entered_" + id,
	}
}

// prefixed adds what Salesforce puts before the labels of reports over several kinds of records.
func prefixed(labels []string) []string {
	all := labels
	for _, label := range labels {
		if !strings.Contains(label, "__c") {
			all = append(all, "Lead: "+label, "Contact: "+label)
		}
	}

	return all
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
		all = append(all, prefixed(f.salesforce)...)
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
	"new": undecided, "open": undecided, "inprogress": undecided, "attemptedtocontact": undecided, "attempting": undecided, "connected": undecided,
	"opennotcontacted": undecided, "workingcontacted": undecided, "working": undecided, "contacted": undecided, "blank": undecided,
	"pending": undecided,
}

var yesNo = map[string]bool{
	"true": true, "yes": true, "y": true, "1": true, "t": true, "x": true,
	"false": false, "no": false, "n": false, "0": false, "f": false,
}
