package evidence_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/source"
)

const plainExport = `lead_id,created_at,mql_at,source,first_outreach_at,first_outreach_channel,disposition,disposition_reason,disposition_at,sql_at
a1,2026-11-02 08:00,2026-11-02 09:30,Müller & Söhne,2026-11-02 10:15,call,rejected,No budget,2026-11-03 15:00,
a2,2026-11-03 08:00,2026-11-03 09:30,Müller & Söhne,2026-11-03 14:45,email,accepted,,2026-11-04 15:00,2026-11-04 15:00
a3,2026-11-25 08:00,2026-11-25 17:30,Müller & Söhne,2026-11-27 09:20,email,,,,
`

// readAs reads an export with further settings of the data.
func readAs(t testing.TB, text, settings string) (*evidence.SLA, source.Problems) {
	t.Helper()
	files := agreed(full, strings.Replace(full, "2 business hours", "1 business hour", 1), `{leads: leads.csv, exported_at: "2026-12-01 12:00"`+settings+`}`)
	files["acme/leads.csv"] = text
	report, problems := measure(t, folder(files), after)

	return report.SLAs[0], problems
}

// TestTwins writes one export in the ways in which programs write it: all of them say the same.
func TestTwins(t *testing.T) {
	want, problems := readAs(t, plainExport, "")
	if len(problems) > 0 || want.Rows.Used != 3 || want.FirstOutreach.Met != 2 || want.FirstOutreach.Breach != 1 {
		t.Fatalf("got %+v, %+v, %v", want.Rows, want.FirstOutreach.Tally, problems)
	}

	latin := func(s string) string { return strings.NewReplacer("ü", "\xfc", "ö", "\xf6").Replace(s) }
	crm := func(names string) string {
		_, rows, _ := strings.Cut(plainExport, "\n")
		return names + "\n" + rows
	}

	quoted := strings.ReplaceAll(plainExport, ",", `","`)
	quoted = `"` + strings.ReplaceAll(strings.TrimSuffix(quoted, "\n"), "\n", "\"\n\"") + "\"\n"

	twins := map[string]struct{ text, settings string }{
		"byte order mark":             {"\ufeff" + plainExport, ""},
		"mark before a quoted header": {"\ufeff" + quoted, ""},
		"semicolons":                  {strings.ReplaceAll(plainExport, ",", ";"), ""},
		"tabs":                        {strings.ReplaceAll(plainExport, ",", "\t"), ""},
		"separator of Excel":          {"sep=;\n" + strings.ReplaceAll(plainExport, ",", ";"), ""},
		"ends of Windows":             {strings.ReplaceAll(plainExport, "\n", "\r\n"), ""},
		"no end":                      {strings.TrimSuffix(plainExport, "\n"), ""},
		"Windows-1252":                {latin(plainExport), ""},
		"UTF-16 little":               {utf16Text(plainExport, false, true), ""},
		"UTF-16 big":                  {utf16Text(plainExport, true, true), ""},
		"UTF-16 without mark":         {utf16Text(plainExport, false, false), ""},
		"blank rows":                  {strings.ReplaceAll(plainExport, "\n", "\n\n") + ",,,\n", ""},
		"capitals and spaces":         {strings.Replace(plainExport, "lead_id,created_at", " Lead_ID , CREATED_AT", 1), ""},
		"lines in cells":              {strings.Replace(strings.ReplaceAll(plainExport, "\n", ",\"one\ntwo, \"\"three\"\"\"\n"), `"one`+"\n"+`two, ""three"""`, "notes", 1), ""},
		"HubSpot by label":            {crm("Record ID,Create Date,Became a Marketing Qualified Lead Date,Original Source,First outreach date,Type of first engagement,Lead Status,Disqualification reason,Disposition date,Became a Sales Qualified Lead Date"), ", preset: hubspot"},
		"HubSpot by name":             {crm("hs_object_id,createdate,hs_v2_date_entered_marketingqualifiedlead,hs_analytics_source,hs_first_outreach_date,hs_sa_first_engagement_object_type,hs_lead_status,hs_lead_disqualification_reason,disposition_at,hs_v2_date_entered_salesqualifiedlead"), ""},
		"HubSpot of today":            {crm(`Record ID - Contact,Object create date/time,"Date entered ""Marketing Qualified Lead (Lifecycle Stage Pipeline)""",Original Traffic Source,First outreach date,Type of first engagement,Lead Status,Disqualification Reason,Latest Disqualified Lead Date,"Date entered 'Sales Qualified Lead (Lifecycle Stage Pipeline)'"`), ", preset: hubspot"},
		"HubSpot leads":               {crm("Record ID - Lead,Create date,hs_date_entered_marketingqualifiedlead,Lead Source,First outreach date,Type of first engagement,Lead Stage,Lead disqualification reason,hs_latest_disqualified_lead_date,hs_lifecyclestage_salesqualifiedlead_date"), ", preset: hubspot"},
		"Salesforce reports":          {crm("Lead: Lead ID,Lead: Created Date,Lead: MQL Date/Time,Lead: Lead Source,Lead: First Call Date,First Outreach Type,Lead: Lead Status,Lead: Unqualified Reason,Lead: Status Change Date,Lead: Converted Date"), ", preset: salesforce"},
		"Salesforce data loader":      {crm("ID,CREATEDDATE,MQL_DATE__C,LEADSOURCE,FIRSTCALLDATETIME,FIRST_OUTREACH_TYPE__C,STATUS,UNQUALIFIED_REASON__C,STATUS_CHANGE_DATE__C,CONVERTEDDATE"), ", preset: salesforce"},
		"Salesforce contacts":         {crm("Contact ID,Created Date,Became_MQL_Date__c,Lead Source,Contact: First Email Date,First_Outreach_Type__c,Contact Status,Rejection Reason,Disposition Date,SQL_Date_Time__c"), ""},
		"Salesforce by label":         {crm("Lead ID,Created Date,MQL Date,Lead Source,First Outreach Date,First Outreach Type,Lead Status,Unqualified Reason,Disqualified Date,Converted Date"), ", preset: salesforce"},
		"Salesforce by name":          {crm("Id,CreatedDate,MQL_Date__c,LeadSource,First_Outreach_Date__c,First_Outreach_Type__c,Status,Unqualified_Reason__c,Disqualified_Date__c,ConvertedDate"), ""},
		"words of HubSpot":            {strings.NewReplacer("rejected", "UNQUALIFIED", "accepted", "OPEN_DEAL", "call", "CALL", "email", "EMAIL").Replace(plainExport), ""},
		"words of Salesforce":         {strings.NewReplacer("rejected", "Closed - Not Converted", "accepted", "Closed - Converted", "call", "Phone Call").Replace(plainExport), ""},
		"mapping":                     {strings.Replace(plainExport, "mql_at", "Qualified", 1), ", mapping: {mql_at: qualified}"},
		"RFC 3339":                    {respell(plainExport, func(date, clock string) string { return date + "T" + clock + ":00-05:00" }), ""},
		"RFC 3339 in UTC":             {respell(plainExport, func(date, clock string) string { return date + " " + clock + ":00.000 -0500" }), ""},
		"American":                    {respell(plainExport, american), ", date_format: MM/DD/YYYY"},
		"European":                    {respell(plainExport, func(d, c string) string { return d[8:] + "." + d[5:7] + "." + d[:4] + " " + c }), ", date_format: DD.MM.YYYY"},
		"names of months":             {respell(plainExport, func(d, c string) string { return d[8:] + " Nov " + d[:4] + " " + c }), ", date_format: DD MMM YYYY"},
		"another zone":                {respell(plainExport, func(d, c string) string { return d + " " + later(c, 6) }), ", timezone: Europe/Berlin"},
	}
	for name, twin := range twins {
		t.Run(name, func(t *testing.T) {
			got, problems := readAs(t, twin.text, twin.settings)
			if len(problems) > 0 {
				t.Errorf("%v", problems)
			}

			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %+v\nwant %+v, %+v", got.Rows, got.FirstOutreach, want.Rows, want.FirstOutreach)
			}
		})
	}
}

// respell writes the times of an export in another way.
func respell(text string, as func(date, clock string) string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		cells := strings.Split(line, ",")
		for k, cell := range cells {
			if date, clock, ok := strings.Cut(cell, " "); ok && strings.HasPrefix(date, "2026-") {
				cells[k] = as(date, clock)
			}
		}

		lines[i] = strings.Join(cells, ",")
	}

	return strings.Join(lines, "\n")
}

func american(date, clock string) string {
	hour, half := int(clock[0]-'0')*10+int(clock[1]-'0'), "AM"
	if hour >= 12 {
		half = "PM"
	}

	return fmt.Sprintf("%d/%d/%s %d%s %s", atoi(date[5:7]), atoi(date[8:]), date[:4], (hour+11)%12+1, clock[2:], half)
}

func atoi(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

// later adds hours to a time of a day in which they fit.
func later(clock string, hours int) string {
	return fmt.Sprintf("%02d%s", atoi(clock)+hours, clock[2:])
}

func utf16Text(text string, big, mark bool) string {
	if mark {
		text = "\ufeff" + text
	}

	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(unit>>8), byte(unit))
		} else {
			out = append(out, byte(unit), byte(unit>>8))
		}
	}

	return string(out)
}

// FuzzReader feeds any bytes as an export: it is read or refused, every row is counted once, and no problem
// points outside its file or shows more of a row than a date.
func FuzzReader(f *testing.F) {
	f.Add([]byte(plainExport))
	f.Add([]byte("\ufeff\"lead_id\";\"mql_at\"\r\n1;3/15/2026 2:30 PM\r\n"))
	f.Add([]byte("lead_id,mql_at\n1,1793000000000\n1,03/04/2026\n,\"a\nb\"\n"))
	f.Add([]byte("lead_id,mql_at\n1,\"2026"))
	f.Add([]byte("\xff\xfel\x00e\x00a\x00d\x00"))
	f.Add([]byte("lead_id,mql_at,first_outreach_at\n1,5 Nov 2026 10:00,2026-11-05T10:00:00.5+01:00\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, problems := readAs(t, string(text), "")
		if r := s.Rows; r.Used+r.Duplicate+r.MissingMQLAt+r.Future+r.Unparseable+r.NoSLA != r.Read {
			t.Errorf("a row is counted twice or never: %+v", r)
		}

		for _, p := range problems {
			if start, _ := p.At.Range(); start.Line < 1 || start.Column < 1 || p.At.File == nil {
				t.Errorf("%q is nowhere", p.Message)
			}
		}
	})
}
