package rule

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"kabar/internal/code/tree"
	"kabar/internal/event"
)

// maxFaults is the most faults that a load reports.
const maxFaults = 100

// Languages returns the languages that fsys has rules for, sorted.
func Languages(fsys fs.FS) ([]string, error) {
	dirs, err := fs.ReadDir(fsys, "rules")
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	var out []string
	for _, d := range dirs {
		if d.IsDir() {
			out = append(out, d.Name())
		}
	}
	return out, nil
}

// Layer is one folder of frames, rules and word classes, laid out like the data
// folder: ontology/frames.yaml, rules/LANG/*.yaml and lexicon/LANG/classes.yaml.
type Layer struct {
	FS   fs.FS
	Name string // put before its file names in faults: "" or ending in "/"
}

// Load reads the rules of one language from the first layer, which must be
// whole, and what further layers lay over it: a frame or rule takes the place of
// the one with its id, a word class adds its words to the class of its name. It
// returns all faults at once, each as file:line.
func Load(layers []Layer, lang string) (*Set, error) {
	l := &loader{layers: layers, sets: map[string]*WordSet{}}
	set := l.set(lang, l.frames())
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	return set, nil
}

type loader struct {
	layers []Layer
	at     int // index of the layer being read
	faults []error
	sets   map[string]*WordSet // compiled word classes
}

// each reads all layers in turn.
func (l *loader) each(read func()) {
	for l.at = range l.layers {
		read()
	}
}

// readFile reads a file of the layer being read.
func (l *loader) readFile(file string) ([]byte, error) {
	b, err := fs.ReadFile(l.layers[l.at].FS, file)
	var pe *fs.PathError
	if errors.As(err, &pe) {
		pe.Path = l.layers[l.at].Name + pe.Path
	}
	return b, err
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	if len(l.faults) < maxFaults {
		l.faults = append(l.faults, fmt.Errorf("%s%s:%d: %s", l.layers[l.at].Name, file, line, fmt.Sprintf(format, args...)))
	}
}

// items reads a YAML list of mappings and hands each to take with its line.
func (l *loader) items(file string, take func(n *yaml.Node)) {
	data, err := l.readFile(file)
	if err != nil {
		l.faults = append(l.faults, err)
		return
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		l.fault(file, 1, "%v", err)
		return
	}
	if len(doc.Content) == 0 {
		return
	}
	if doc.Content[0].Kind != yaml.SequenceNode {
		l.fault(file, doc.Content[0].Line, "want a list")
		return
	}
	for _, n := range doc.Content[0].Content {
		if n.Kind != yaml.MappingNode {
			l.fault(file, n.Line, "want a mapping")
			continue
		}
		take(n)
	}
}

// decode fills out from mapping n, refusing keys that are not in known.
func (l *loader) decode(file string, n *yaml.Node, known string, out any) bool {
	ok := true
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; !strings.Contains(known, " "+k.Value+" ") {
			l.fault(file, k.Line, "unknown key %q (known:%s)", k.Value, strings.TrimRight(known, " "))
			ok = false
		}
	}
	if err := n.Decode(out); err != nil {
		l.fault(file, n.Line, "%v", err)
		return false
	}
	return ok
}

func (l *loader) frames() map[string]*Frame {
	out := map[string]*Frame{}
	l.each(func() {
		const file = "ontology/frames.yaml"
		if _, err := fs.Stat(l.layers[l.at].FS, file); l.at == 0 || err == nil {
			maps.Copy(out, l.framesOf(file))
		}
	})
	return out
}

func (l *loader) framesOf(file string) map[string]*Frame {
	out := map[string]*Frame{}
	l.items(file, func(n *yaml.Node) {
		var raw struct {
			ID, Type, Mode, Cameo, Gloss string
			Contexts                     []string
		}
		if !l.decode(file, n, " id type mode cameo gloss contexts ", &raw) {
			return
		}
		var contexts []event.ContextName
		for _, name := range raw.Contexts {
			c, ok := event.ParseContext(name)
			if !ok {
				l.fault(file, n.Line, "frame %q: no PLOVER context %q", raw.ID, name)
			}
			contexts = append(contexts, c)
		}
		t, ok := event.ParseType(raw.Type)
		switch {
		case !ok:
			l.fault(file, n.Line, "frame %q: no PLOVER type %q", raw.ID, raw.Type)
		case !t.HasMode(raw.Mode):
			l.fault(file, n.Line, "frame %q: %s has no mode %q", raw.ID, raw.Type, raw.Mode)
		case raw.ID == "" || out[raw.ID] != nil:
			l.fault(file, n.Line, "frame %q: empty or double id", raw.ID)
		default:
			out[raw.ID] = &Frame{ID: raw.ID, Type: t, Mode: raw.Mode, CAMEO: raw.Cameo, Gloss: raw.Gloss, Contexts: contexts}
		}
	})
	return out
}

// rawRole and rawRule are rules as written; see docs/rules.md.
type rawRole struct {
	Rel        []string
	Case       []string
	Complement string
}

type rawCondition struct {
	Role    string
	Words   []string
	Sectors []string
}

type rawRule struct {
	ID, Kind, Frame  string
	Words            []string
	Voice            string
	Actor, Recipient yaml.Node
	With, Without    []yaml.Node
	Finer            []yaml.Node
	Modes            map[string]string
	Over             []string
	Alone, Keep      *bool
	Speaker          bool
	Aux              []string
	Yes, No          []string
	Off              bool
}

const ruleKeys = " id kind frame finer words voice actor recipient with without modes over alone keep speaker aux yes no off "

func (l *loader) set(lang string, frames map[string]*Frame) *Set {
	s := &Set{Lang: lang, index: map[string][]entry{}}
	classes := l.classes(lang)
	type written struct {
		rule  *Rule
		words []string
	}
	var all []written
	place := map[string]int{} // of each id in all
	l.each(func() {
		names, err := fs.Glob(l.layers[l.at].FS, path.Join("rules", lang, "*.yaml"))
		if err != nil {
			l.faults = append(l.faults, err)
		}
		sort.Strings(names)
		seen := map[string]int{} // line of each id in this layer
		for _, file := range names {
			l.items(file, func(n *yaml.Node) {
				var raw rawRule
				if !l.decode(file, n, ruleKeys, &raw) {
					return
				}
				if at, ok := seen[raw.ID]; ok {
					l.fault(file, n.Line, "rule %q: id used before, at line %d", raw.ID, at)
					return
				}
				seen[raw.ID] = n.Line
				at, below := place[raw.ID]
				if raw.Off {
					if !below {
						l.fault(file, n.Line, "rule %q: off, but there is no such rule", raw.ID)
						return
					}
					all[at].rule = nil
					return
				}
				r := l.rule(file, lang, n.Line, &raw, frames, classes)
				if r == nil {
					return
				}
				w := written{r, l.words(file, n.Line, raw.Words, classes)}
				if below {
					all[at] = w
					return
				}
				place[r.ID] = len(all)
				all = append(all, w)
			})
		}
	})
	for _, w := range all {
		if w.rule != nil {
			s.Rules = append(s.Rules, w.rule)
			s.enter(w.rule, w.words)
		}
	}
	return s
}

// classes reads the word classes of lang; a missing file is no class.
func (l *loader) classes(lang string) map[string][]string {
	file := path.Join("lexicon", lang, "classes.yaml")
	out := map[string][]string{}
	l.each(func() {
		data, err := l.readFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		more := map[string][]string{}
		if err == nil {
			err = yaml.Unmarshal(data, &more)
		}
		if err != nil {
			l.fault(file, 1, "%v", err)
		}
		for name, words := range more {
			out[name] = append(out[name], words...)
		}
	})
	return out
}

// words resolves classes (@name) in list, in lower case.
func (l *loader) words(file string, line int, list []string, classes map[string][]string) []string {
	var out []string
	var add func(list []string, depth int)
	add = func(list []string, depth int) {
		for _, w := range list {
			name, isClass := strings.CutPrefix(w, "@")
			switch {
			case !isClass:
				out = append(out, strings.ToLower(w))
			case classes[name] == nil:
				l.fault(file, line, "no word class %q", w)
			case depth > maxClassDepth:
				l.fault(file, line, "word class %q holds itself", w)
			default:
				add(classes[name], depth+1)
			}
		}
	}
	add(list, 0)
	return out
}

// wordSet compiles the words of a condition; the classes among them are
// compiled once and shared.
func (l *loader) wordSet(file, lang string, line int, words []string, classes map[string][]string, depth int) *WordSet {
	w := &WordSet{one: map[string]bool{}, lemma: lang != "id"}
	for _, x := range words {
		name, isClass := strings.CutPrefix(x, "@")
		switch f := strings.Fields(strings.ToLower(x)); {
		case !isClass && len(f) > 1:
			w.phrase = append(w.phrase, f)
		case !isClass:
			w.one[strings.ToLower(x)] = true
		case classes[name] == nil:
			l.fault(file, line, "no word class %q", x)
		case depth > maxClassDepth:
			l.fault(file, line, "word class %q holds itself", x)
		default:
			if l.sets[name] == nil {
				l.sets[name] = l.wordSet(file, lang, line, classes[name], classes, depth+1)
			}
			w.parts = append(w.parts, l.sets[name])
		}
	}
	return w
}

// maxClassDepth is how deep word classes may hold each other.
const maxClassDepth = 8

// rule checks and compiles one rule; nil when it has faults.
func (l *loader) rule(file, lang string, line int, raw *rawRule, frames map[string]*Frame, classes map[string][]string) *Rule {
	before := len(l.faults)
	r := &Rule{
		Key: l.layers[l.at].Name + strings.TrimPrefix(file, "rules/") + ":" + raw.ID, ID: raw.ID, Lang: lang, File: l.layers[l.at].Name + file, Line: line,
		Speaker: raw.Speaker, Yes: raw.Yes, No: raw.No,
	}
	bad := func(format string, args ...any) {
		l.fault(file, line, "rule %q: "+format, append([]any{raw.ID}, args...)...)
	}
	if raw.ID == "" {
		bad("no id")
	}
	if len(raw.Words) == 0 {
		bad("no words")
	}
	kind, ok := pick(kindNames[:], raw.Kind)
	if !ok {
		bad("no kind %q", raw.Kind)
	}
	r.Kind = Kind(kind)
	if r.Frame = frames[raw.Frame]; r.Frame == nil && (raw.Frame != "" || r.Kind == Verb || r.Kind == Noun || r.Kind == Means) {
		bad("no frame %q", raw.Frame)
	}
	switch raw.Voice {
	case "", "any":
	case "act":
		r.Voice = Active
	case "pass":
		r.Voice = Passive
	default:
		bad("no voice %q (act, pass, any)", raw.Voice)
	}
	r.Actor = l.role(file, raw.ID, &raw.Actor, defaultActor(lang, r.Kind))
	r.Recipient = l.role(file, raw.ID, &raw.Recipient, defaultRecipient(lang, r.Kind))
	r.With = l.conditions(file, lang, raw.ID, raw.With, classes)
	r.Without = l.conditions(file, lang, raw.ID, raw.Without, classes)
	r.Finer = l.finer(file, lang, raw, r.Frame, frames, classes)
	for _, a := range raw.Aux {
		switch a {
		case "future":
			r.Aux |= event.Future
		case "hypothetical":
			r.Aux |= event.Hypothetical
		case "negated":
			r.Aux |= event.Negated
		case "historical":
			r.Aux |= event.Historical
		default:
			bad("no aux mode %q", a)
		}
	}
	r.Alone, r.Keep = r.Frame != nil, r.Frame == nil
	if raw.Alone != nil {
		r.Alone = *raw.Alone
	}
	if raw.Keep != nil {
		r.Keep = *raw.Keep
	}
	r.Over = ^uint32(0)
	if len(raw.Over) > 0 {
		r.Over = 0
		for _, name := range raw.Over {
			t, ok := event.ParseType(name)
			if !ok {
				bad("over: no type %q", name)
			}
			r.Over |= 1 << t
		}
	}
	for name, mode := range raw.Modes {
		t, ok := event.ParseType(name)
		switch {
		case !ok:
			bad("modes: no type %q", name)
		case r.Frame == nil || !r.Frame.Type.HasMode(mode):
			bad("modes: no mode %q for its frame", mode)
		default:
			r.Modes[t] = mode
		}
	}
	if len(l.faults) > before {
		return nil
	}
	return r
}

func pick(names []string, s string) (int, bool) {
	for i, n := range names {
		if n == s {
			return i, true
		}
	}
	return 0, false
}

func defaultActor(lang string, k Kind) Role {
	if k != Noun {
		return Role{Rels: []tree.Rel{tree.Subj}}
	}
	if lang == "en" {
		return Role{Rels: []tree.Rel{tree.Poss}, Case: []string{"by", "from", "between"}}
	}
	return Role{Rels: []tree.Rel{tree.Poss}, Case: []string{"oleh", "dari", "antara"}}
}

func defaultRecipient(lang string, k Kind) Role {
	if k != Noun {
		return Role{Rels: []tree.Rel{tree.Obj}}
	}
	if lang == "en" {
		return Role{Case: []string{"on", "against", "to", "with"}}
	}
	return Role{Case: []string{"terhadap", "kepada", "ke", "atas", "dengan", "pada", "bagi"}}
}

func (l *loader) role(file, id string, n *yaml.Node, def Role) Role {
	if n.Kind == 0 {
		return def
	}
	var raw rawRole
	if !l.decode(file, n, " rel case complement ", &raw) {
		return def
	}
	var r Role
	for _, name := range raw.Rel {
		rel, ok := tree.ParseRel(name)
		if !ok {
			l.fault(file, n.Line, "rule %q: no relation %q", id, name)
		}
		r.Rels = append(r.Rels, rel)
	}
	for _, c := range raw.Case {
		r.Case = append(r.Case, strings.ToLower(c))
	}
	switch raw.Complement {
	case "":
	case "actor":
		r.From = FromActor
	case "recipient":
		r.From = FromRecipient
	default:
		l.fault(file, n.Line, "rule %q: complement: want actor or recipient, not %q", id, raw.Complement)
	}
	return r
}

// finer compiles the finer frames of a rule whose own frame is base.
func (l *loader) finer(file, lang string, raw *rawRule, base *Frame, frames map[string]*Frame, classes map[string][]string) []Finer {
	var out []Finer
	for i := range raw.Finer {
		n := &raw.Finer[i]
		var f struct {
			Frame        string
			rawCondition `yaml:",inline"`
		}
		if !l.decode(file, n, " frame role words sectors ", &f) {
			continue
		}
		g := frames[f.Frame]
		if g == nil || base == nil || g.Type != base.Type {
			l.fault(file, n.Line, "rule %q: %q is no frame of the rule's type", raw.ID, f.Frame)
			continue
		}
		if c, ok := l.condition(file, lang, raw.ID, n.Line, &f.rawCondition, classes); ok {
			out = append(out, Finer{Frame: g, When: c})
		}
	}
	return out
}

func (l *loader) conditions(file, lang, id string, nodes []yaml.Node, classes map[string][]string) []Condition {
	var out []Condition
	for i := range nodes {
		var raw rawCondition
		if !l.decode(file, &nodes[i], " role words sectors ", &raw) {
			continue
		}
		if c, ok := l.condition(file, lang, id, nodes[i].Line, &raw, classes); ok {
			out = append(out, c)
		}
	}
	return out
}

func (l *loader) condition(file, lang, id string, line int, raw *rawCondition, classes map[string][]string) (Condition, bool) {
	w, ok := pick(whereNames[:], raw.Role)
	if !ok {
		l.fault(file, line, "rule %q: no role %q for a condition", id, raw.Role)
		return Condition{}, false
	}
	c := Condition{Where: Where(w), Words: l.wordSet(file, lang, line, raw.Words, classes, 0)}
	c.Filled = len(raw.Words) == 0 && len(raw.Sectors) == 0
	if c.Filled && c.Where == InAny {
		l.fault(file, line, "rule %q: a condition on any word needs words", id)
	}
	for _, code := range raw.Sectors {
		s, ok := event.ParseSector(code)
		if !ok {
			l.fault(file, line, "rule %q: no sector %q", id, code)
		}
		c.Sectors = append(c.Sectors, s)
	}
	return c, true
}

// enter puts the rule's words into the index, in all their forms.
func (s *Set) enter(r *Rule, words []string) {
	for _, w := range words {
		f := strings.Fields(w)
		if len(f) == 0 {
			continue
		}
		forms := []form{{f[0], AnyVoice}}
		switch {
		case r.Kind == Noun || r.Kind == Means:
		case s.Lang == "id":
			forms = indonesianForms(f[0])
		case s.Lang == "en":
			forms = englishForms(f[0])
		}
		for _, x := range forms {
			s.index[x.word] = append(s.index[x.word], entry{rule: r, rest: f[1:], voice: x.voice})
		}
	}
}
