package when

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The bounds of a pattern file.
const (
	maxSteps   = 24   // pieces that one match covers
	maxStates  = 200  // classes that one pattern names, macros included
	maxClasses = 250  // classes of one language
	maxNesting = 16   // depth of groups and macros
	maxWalk    = 4000 // states visited from one piece
)

// op is what a pattern means: how its slots give an interval.
type op uint8

const (
	opNone    op = iota
	opDate       // day, month, year?; a second day (and month) ends a range
	opDayOf      // day of the nearest month
	opWeekday    // weekday, with a direction or in the week that one gives
	opMonth      // month, with year, part or direction
	opYear       // year, with part
	opQuarter    // quarter of a year
	opHalf       // half of a year
	opDecade     // decade
	opThis       // calendar unit that a direction gives, or a part of it
	opShift      // count of units ago or from now
	opLast       // last units up to publication
	opNext       // next units from publication
	opRest       // unit up to the day before, or from the day after publication
	opWeekend    // the nearest weekend
	opWithin     // count of units: from now in a future clause, else a duration
	opOffset     // days from publication
	opNow        // publication; only as an end of a range
	opClock      // time of day, time zone: widens the span of a date
	opLasting    // duration
	opHabit      // repeated
	opSkip       // no time at all
)

var opNames = [...]string{"", "date", "day-of", "weekday", "month", "year", "quarter", "half", "decade", "this", "shift",
	"last", "next", "rest", "weekend", "within", "offset", "now", "clock", "lasting", "habit", "skip"}

// pattern is a compiled pattern.
type pattern struct {
	id        string
	op        op
	doubtful  bool    // what it reads is flagged Ambiguous
	after     []class // the piece before must be of one of them, if any
	notAfter  []class
	notBefore []class
}

// node is a state of the matcher: the classes that lead on, the pattern that it
// belongs to, and whether that may end here. State 0 begins all patterns.
type node struct {
	edges []edge
	pat   int32
	end   bool
}

type edge struct {
	class class
	next  int32
}

// language is one language's lexicon and patterns.
type language struct {
	lexicon
	classes  map[string]class
	patterns []pattern
	nodes    []node
	starts   [][]int32 // the states that lead on from state 0, by class
	prep     class     // words that may stand between an expression and what bounds it
}

// patternFile is the form of time.yaml; see docs/formats/lexicon-time.md.
type patternFile struct {
	Macros   map[string]string `yaml:"macros"`
	Patterns []patternEntry    `yaml:"patterns"`
}

type patternEntry struct {
	ID        string   `yaml:"id"`
	Is        string   `yaml:"is"`
	Op        string   `yaml:"op"`
	Doubtful  bool     `yaml:"doubtful"`
	After     []string `yaml:"after"`
	NotAfter  []string `yaml:"notafter"`
	NotBefore []string `yaml:"notbefore"`
	Yes       []string `yaml:"yes"`
	No        []string `yaml:"no"`

	line int
}

// UnmarshalYAML keeps the line that the entry stands on.
func (e *patternEntry) UnmarshalYAML(n *yaml.Node) error {
	known := map[string]bool{"id": true, "is": true, "op": true, "doubtful": true, "after": true,
		"notafter": true, "notbefore": true, "yes": true, "no": true}
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if k := n.Content[i]; !known[k.Value] {
			return fmt.Errorf("line %d: unknown key %q", k.Line, k.Value)
		}
	}
	type plain patternEntry
	if err := n.Decode((*plain)(e)); err != nil {
		return err
	}
	e.line = n.Line
	return nil
}

// compile fills the language's patterns and matcher; name is the file, for
// errors.
func (l *language) compile(name string, f *patternFile) error {
	l.nodes = []node{{}}
	var errs []error
	seen := map[string]int{}
	for i := range f.Patterns {
		e := &f.Patterns[i]
		fail := func(err error) { errs = append(errs, fmt.Errorf("%s:%d: pattern %q: %w", name, e.line, e.ID, err)) }
		if e.ID == "" {
			fail(errors.New("no id"))
			continue
		}
		if at, ok := seen[e.ID]; ok {
			fail(fmt.Errorf("id is taken by line %d", at))
		}
		seen[e.ID] = e.line
		if len(e.Yes) == 0 || len(e.No) == 0 {
			fail(errors.New("want at least one example under yes and one under no"))
		}
		p := pattern{id: e.ID, doubtful: e.Doubtful}
		for o, n := range opNames {
			if n == e.Op && n != "" {
				p.op = op(o)
			}
		}
		if p.op == opNone {
			fail(fmt.Errorf("op %q: want one of %q", e.Op, opNames[1:]))
		}
		for _, list := range []struct {
			names []string
			to    *[]class
		}{{e.After, &p.after}, {e.NotAfter, &p.notAfter}, {e.NotBefore, &p.notBefore}} {
			for _, n := range list.names {
				c, ok := l.classes[n]
				if !ok {
					fail(fmt.Errorf("no class %q", n))
				}
				*list.to = append(*list.to, c)
			}
		}
		pat := int32(len(l.patterns))
		l.patterns = append(l.patterns, p)
		pr := parser{in: e.Is, language: l, macros: f.Macros, pat: pat}
		if err := pr.parse(); err != nil {
			fail(err)
		}
	}
	for _, e := range l.nodes[0].edges {
		for len(l.starts) <= int(e.class) {
			l.starts = append(l.starts, nil)
		}
		l.starts[e.class] = append(l.starts[e.class], e.next)
	}
	return errors.Join(errs...)
}

// parser reads a pattern: class names in order, "?" behind what may be left
// out, "a|b" in parentheses for choices, {name} for a macro. It adds a state to
// the language's matcher for every class that it reads.
type parser struct {
	*language
	in     string
	macros map[string]string
	pat    int32
	depth  int
	states int
}

func (p *parser) parse() error {
	to, err := p.choice([]int32{0})
	if err != nil {
		return err
	}
	if p.space(); p.in != "" {
		return fmt.Errorf("stray %q", p.in)
	}
	for _, n := range to {
		if n == 0 {
			return errors.New("fits nothing at all")
		}
		p.nodes[n].end = true
	}
	return nil
}

func (p *parser) space() { p.in = strings.TrimLeft(p.in, " ") }

// choice reads "a | b" behind the states from and returns the states that it
// ends in.
func (p *parser) choice(from []int32) ([]int32, error) {
	if p.depth++; p.depth > maxNesting {
		return nil, fmt.Errorf("nested more than %d deep", maxNesting)
	}
	defer func() { p.depth-- }()
	var to []int32
	for {
		end, err := p.sequence(from)
		if err != nil {
			return nil, err
		}
		to = union(to, end)
		if p.space(); !strings.HasPrefix(p.in, "|") {
			return to, nil
		}
		p.in = p.in[1:]
	}
}

func (p *parser) sequence(from []int32) ([]int32, error) {
	for {
		p.space()
		if p.in == "" || p.in[0] == '|' || p.in[0] == ')' {
			return from, nil
		}
		to, err := p.item(from)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(p.in, "?") {
			p.in = p.in[1:]
			to = union(to, from)
		}
		from = to
	}
}

func (p *parser) item(from []int32) ([]int32, error) {
	switch p.in[0] {
	case '(':
		p.in = p.in[1:]
		to, err := p.choice(from)
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(p.in, ")") {
			return nil, errors.New("unclosed (")
		}
		p.in = p.in[1:]
		return to, nil
	case '{':
		name, rest, ok := strings.Cut(p.in[1:], "}")
		body, known := p.macros[name]
		if !ok || !known {
			return nil, fmt.Errorf("no macro {%s}", name)
		}
		p.in = body
		to, err := p.choice(from)
		if err != nil {
			return nil, fmt.Errorf("{%s}: %w", name, err)
		}
		if p.in != "" {
			return nil, fmt.Errorf("{%s}: stray %q", name, p.in)
		}
		p.in = rest
		return to, nil
	}
	n := strings.IndexAny(p.in, " ?|(){}")
	if n < 0 {
		n = len(p.in)
	}
	if n == 0 {
		return nil, fmt.Errorf("stray %q", p.in[:1])
	}
	c, ok := p.classes[p.in[:n]]
	if !ok {
		return nil, fmt.Errorf("no class %q", p.in[:n])
	}
	if p.states++; p.states > maxStates {
		return nil, fmt.Errorf("more than %d classes", maxStates)
	}
	p.in = p.in[n:]
	to := int32(len(p.nodes))
	p.nodes = append(p.nodes, node{pat: p.pat})
	for _, f := range from {
		p.nodes[f].edges = append(p.nodes[f].edges, edge{c, to})
	}
	return []int32{to}, nil
}

// union appends to a the states of b that it lacks.
func union(a, b []int32) []int32 {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func parseInt(s string) (int, error) { return strconv.Atoi(s) }

// slots are what the pieces of a match gave, in their order.
type slots struct {
	weekday, day, month, year, part, unit [2]int32
	count                                 int32 // 0 none, -1 some
	dir, rest, approx, ord                int32
	offset                                int32
}

// put files the value of one step.
func (s *slots) put(c class, v int32) {
	two := func(a *[2]int32) {
		if a[0] == 0 {
			a[0] = v
		} else {
			a[1] = v
		}
	}
	switch c {
	case cWeekday:
		two(&s.weekday)
	case cDay:
		two(&s.day)
	case cMon, cMonth, cAbbr:
		two(&s.month)
	case cYear, cShort:
		two(&s.year)
	case cTens:
		s.year[0] = 1900 + v
	case cPart:
		two(&s.part)
	case cUnit:
		two(&s.unit)
	case cOne:
		two(&s.unit)
		s.count = 1
	case cNum:
		if s.count >= 20 && s.count%10 == 0 && v < 10 { // "twenty", "five"
			v += s.count
		}
		s.count = v
	case cSome:
		s.count = -1
	case cOrd:
		s.ord = v
	case cDir, cAgo:
		s.dir = v
	case cRest:
		s.rest = v
	case cApprox:
		s.approx = v
	case cOffset:
		s.offset = v
	}
}

// atom is one match: a pattern, the pieces that it covers and its slots.
type atom struct {
	op          op
	doubtful    bool
	first, last int // pieces, both included
	slots
}

// scan is the state of one sentence's reading.
type scan struct {
	*language
	doc    string
	ps     []piece
	path   [maxSteps]sense
	best   atom
	pat    int32 // pattern of best, -1 for none
	from   int
	steps  int  // states visited for one match
	freeAt int  // a piece at which free holds, -1 for none
	free   bool // the piece before does not matter: a member of a list or range
}

// match finds the longest atom that begins at piece i.
func (s *scan) match(i int) (atom, bool) {
	if i >= len(s.ps) || (s.ps[i].kind == word && s.ps[i].nsenses == 0) || !loose(s.ps, i, false) {
		return atom{}, false
	}
	s.pat, s.from, s.steps = -1, i, 0
	switch p := &s.ps[i]; p.kind {
	case digits:
		for c := cNum; c <= cTens; c++ {
			s.start(c, i)
		}
	case mark:
		s.start(markClass(s.ps, i), i)
	default:
		for k := p.senses; k < p.senses+uint32(p.nsenses); k++ {
			s.start(s.senses[k].class, i)
		}
	}
	return s.best, s.pat >= 0
}

func (s *scan) walk(at int32, i, depth int) {
	n := &s.nodes[at]
	if n.end {
		s.end(n.pat, i-1, depth)
	}
	if i >= len(s.ps) || depth == maxSteps || s.steps == maxWalk {
		return
	}
	s.steps++
	if s.ps[i].kind == word && s.ps[i].nsenses == 0 {
		return
	}
	for _, e := range n.edges {
		if v, ok := s.has(s.ps, i, e.class); ok {
			s.path[depth] = sense{class: e.class, val: v}
			s.walk(e.next, i+1, depth+1)
		}
	}
}

// start walks on from the states that class c leads to at piece i.
func (s *scan) start(c class, i int) {
	if int(c) >= len(s.starts) || len(s.starts[c]) == 0 {
		return
	}
	v, ok := s.has(s.ps, i, c)
	if !ok {
		return
	}
	for _, next := range s.starts[c] {
		s.path[0] = sense{class: c, val: v}
		s.walk(next, i+1, 1)
	}
}

// end weighs pattern p, matched up to piece last: the longest wins, then the
// one that stands first in the file.
func (s *scan) end(p int32, last, depth int) {
	if s.pat >= 0 && (last < s.best.last || last == s.best.last && p >= s.pat) {
		return
	}
	pat := &s.patterns[p]
	if !loose(s.ps, last, true) {
		return
	}
	if len(pat.after) > 0 && !s.free && s.from != s.freeAt && !s.any(s.from-1, pat.after) {
		return
	}
	if s.any(s.from-1, pat.notAfter) || s.any(last+1, pat.notBefore) {
		return
	}
	s.pat = p
	s.best = atom{op: pat.op, doubtful: pat.doubtful, first: s.from, last: last}
	for _, st := range s.path[:depth] {
		s.best.put(st.class, st.val)
	}
}

// any reports whether piece i can be read as one of the classes.
func (s *scan) any(i int, cs []class) bool {
	if i < 0 || i >= len(s.ps) {
		return false
	}
	for _, c := range cs {
		if _, ok := s.has(s.ps, i, c); ok {
			return true
		}
	}
	return false
}

// is reports whether piece i can be read as class c.
func (s *scan) is(i int, c class) bool {
	if i < 0 || i >= len(s.ps) {
		return false
	}
	_, ok := s.has(s.ps, i, c)
	return ok
}
