package redact

import (
	"reflect"
	"slices"
)

// nobodys are the fields of a drawing that hold no texts: names of its parts, links and units.
var nobodys = []string{"ID", "Href", "From", "To", "Lane", "Unit", "Currency"}

// Value redacts the texts in a value that is still to be drawn, since a drawing breaks and cuts them. What it is given stays
// as it is.
func Value[V any](r *Redactor, v V) V {
	if r == nil {
		return v
	}

	out := reflect.New(reflect.TypeFor[V]()).Elem()
	out.Set(r.value(reflect.ValueOf(&v).Elem()))

	return out.Interface().(V)
}

// value returns a copy of a value without names.
func (r *Redactor) value(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		return reflect.ValueOf(r.Text(v.String())).Convert(v.Type())
	case reflect.Slice:
		if v.IsNil() {
			return v
		}

		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(r.value(v.Index(i)))
		}

		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && !slices.Contains(nobodys, field.Name) {
				out.Field(i).Set(r.value(v.Field(i)))
			}
		}

		return out
	case reflect.Interface:
		if v.IsNil() {
			return v
		}

		return r.value(v.Elem())
	case reflect.Pointer:
		if v.IsNil() || v.Elem().Kind() != reflect.Struct {
			return v
		}

		out := reflect.New(v.Type().Elem())
		out.Elem().Set(r.value(v.Elem()))

		return out
	}

	return v
}
