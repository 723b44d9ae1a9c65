package rule

import "strings"

// irregular lists, for English verbs whose past tense or participle is not
// formed with -ed, these two forms. Prefixed verbs (overrun, withdraw) follow
// their base.
var irregular = map[string][2]string{
	"arise": {"arose", "arisen"}, "awake": {"awoke", "awoken"}, "be": {"was", "been"}, "bear": {"bore", "borne"},
	"beat": {"beat", "beaten"}, "become": {"became", "become"}, "begin": {"began", "begun"}, "bend": {"bent", "bent"},
	"bind": {"bound", "bound"}, "bite": {"bit", "bitten"}, "blow": {"blew", "blown"}, "break": {"broke", "broken"},
	"bring": {"brought", "brought"}, "build": {"built", "built"}, "burn": {"burnt", "burnt"}, "burst": {"burst", "burst"},
	"buy": {"bought", "bought"}, "cast": {"cast", "cast"}, "catch": {"caught", "caught"}, "choose": {"chose", "chosen"},
	"come": {"came", "come"}, "cut": {"cut", "cut"}, "deal": {"dealt", "dealt"}, "dig": {"dug", "dug"}, "do": {"did", "done"},
	"draw": {"drew", "drawn"}, "drive": {"drove", "driven"}, "eat": {"ate", "eaten"}, "fall": {"fell", "fallen"},
	"feed": {"fed", "fed"}, "feel": {"felt", "felt"}, "fight": {"fought", "fought"}, "find": {"found", "found"},
	"flee": {"fled", "fled"}, "fly": {"flew", "flown"}, "forbid": {"forbade", "forbidden"}, "forget": {"forgot", "forgotten"},
	"freeze": {"froze", "frozen"}, "get": {"got", "gotten"}, "give": {"gave", "given"}, "go": {"went", "gone"},
	"grow": {"grew", "grown"}, "hang": {"hung", "hung"}, "have": {"had", "had"}, "hear": {"heard", "heard"},
	"hide": {"hid", "hidden"}, "hit": {"hit", "hit"}, "hold": {"held", "held"}, "hurt": {"hurt", "hurt"}, "keep": {"kept", "kept"},
	"kneel": {"knelt", "knelt"}, "know": {"knew", "known"}, "lay": {"laid", "laid"}, "lead": {"led", "led"},
	"leave": {"left", "left"}, "lend": {"lent", "lent"}, "let": {"let", "let"}, "lie": {"lay", "lain"}, "light": {"lit", "lit"},
	"lose": {"lost", "lost"}, "make": {"made", "made"}, "mean": {"meant", "meant"}, "meet": {"met", "met"}, "pay": {"paid", "paid"},
	"plead": {"pled", "pled"}, "put": {"put", "put"}, "quit": {"quit", "quit"}, "read": {"read", "read"}, "rid": {"rid", "rid"},
	"ride": {"rode", "ridden"}, "ring": {"rang", "rung"}, "rise": {"rose", "risen"}, "run": {"ran", "run"}, "say": {"said", "said"},
	"see": {"saw", "seen"}, "seek": {"sought", "sought"}, "sell": {"sold", "sold"}, "send": {"sent", "sent"}, "set": {"set", "set"},
	"shake": {"shook", "shaken"}, "shed": {"shed", "shed"}, "shoot": {"shot", "shot"}, "show": {"showed", "shown"},
	"shut": {"shut", "shut"}, "sing": {"sang", "sung"}, "sink": {"sank", "sunk"}, "sit": {"sat", "sat"}, "slay": {"slew", "slain"},
	"speak": {"spoke", "spoken"}, "spend": {"spent", "spent"}, "spread": {"spread", "spread"}, "spring": {"sprang", "sprung"},
	"stand": {"stood", "stood"}, "steal": {"stole", "stolen"}, "stick": {"stuck", "stuck"}, "strike": {"struck", "struck"},
	"swear": {"swore", "sworn"}, "sweep": {"swept", "swept"}, "take": {"took", "taken"}, "teach": {"taught", "taught"},
	"tear": {"tore", "torn"}, "tell": {"told", "told"}, "think": {"thought", "thought"}, "throw": {"threw", "thrown"},
	"wage": {"waged", "waged"}, "wear": {"wore", "worn"}, "win": {"won", "won"}, "wind": {"wound", "wound"},
	"write": {"wrote", "written"},
}

// verbPrefixes open verbs that are inflected as what follows them.
var verbPrefixes = [...]string{"over", "under", "with", "fore", "for", "out", "up", "re", "mis", "un", "be"}

// englishForms returns the ways to write an English verb: the lemma, -s, -ing,
// past tense and participle. The parse, not the form, tells the voice.
func englishForms(lemma string) []form {
	out := []form{{lemma, AnyVoice}}
	add := func(w string) { out = append(out, form{w, AnyVoice}) }
	n := len(lemma)
	if n < 2 || strings.ContainsAny(lemma, "-'") {
		return out
	}
	last, before := lemma[n-1], lemma[n-2]
	consonantY := last == 'y' && !isVowel(before)
	switch {
	case consonantY:
		add(lemma[:n-1] + "ies")
	case strings.HasSuffix(lemma, "s"), strings.HasSuffix(lemma, "x"), strings.HasSuffix(lemma, "z"),
		strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "sh"), last == 'o':
		add(lemma + "es")
	default:
		add(lemma + "s")
	}
	past, participle, odd := irregularForms(lemma)
	if odd {
		add(past)
		add(participle)
	}
	switch {
	case last == 'e':
		add(lemma + "d")
		add(lemma[:n-1] + "ing")
		if before == 'i' {
			add(lemma[:n-2] + "ying")
		}
	case consonantY:
		add(lemma[:n-1] + "ied")
		add(lemma + "ing")
	default:
		add(lemma + "ed")
		add(lemma + "ing")
		if n > 2 && isVowel(before) && !isVowel(last) && !isVowel(lemma[n-3]) && strings.IndexByte("wxy", last) < 0 {
			// Stress decides whether the consonant is doubled; the other form is
			// no word and never met.
			add(lemma + string(last) + "ed")
			add(lemma + string(last) + "ing")
		}
	}
	return out
}

func irregularForms(lemma string) (past, participle string, ok bool) {
	if f, ok := irregular[lemma]; ok {
		return f[0], f[1], true
	}
	for _, p := range verbPrefixes {
		if base, ok := strings.CutPrefix(lemma, p); ok {
			if f, ok := irregular[base]; ok {
				return p + f[0], p + f[1], true
			}
		}
	}
	return "", "", false
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
