package en

import (
	"strings"

	"kabar/internal/lang/profile"
)

var abbreviations = abbrs(map[profile.Abbr]string{
	profile.Title: `dr mr mrs ms messrs prof rev hon st mt ft gen lt col maj capt cmdr sgt cpl pvt adm sen rep gov pres
		Reps Sens Supt Insp Det Amb Sec Msgr Fr Sr Hmong vs cf approx attn Attn Arrv arrv ave blvd Pte Spc Brig Dist Ald`,
	profile.Count: `no nos vol pp p art fig sec para ch ext`,
	profile.Final: `inc corp co ltd bros llc plc jr etc al e.g i.e a.m p.m jan feb mar apr jun jul aug sept oct nov dec
		mon tue tues wed thur thurs fri sat sun esp est dept div Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La
		Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo univ assn Ont Que yrs mins hrs
		ed eds eg ie oz lb lbs Ste esq Fax info`,
})

func abbrs(m map[profile.Abbr]string) map[string]profile.Abbr {
	out := map[string]profile.Abbr{}
	for a, list := range m {
		for _, w := range strings.Fields(list) {
			out[w] = a
		}
	}
	for _, w := range strings.Fields(`art fig sec para mar sat sun mon wed mass miss ed eds est info ill ind`) {
		if a := out[w]; a != 0 { // words too: only with a capital
			delete(out, w)
			if w != "ill" && w != "mass" && w != "miss" && w != "ed" {
				out[strings.ToUpper(w[:1])+w[1:]] = a
			}
		}
	}
	return out
}

// dangling: no English sentence or heading ends with these.
var dangling = set(`a an the of and or to from by for with at in on as that which who than into onto between during
	against including like through via per under its his her their our my your`)

// starters are capitalised in running text only where a sentence begins.
var starters = set(`the this that these those it he she we they you but and however in on at for if when while although
	there here what why how who where after before since because as so then my our his her their its a an all
	some many most several one please thanks also not no yes with from by to another both each every
	meanwhile moreover nevertheless instead still yet once until despite according`)

var prefixes = set(`e co re pre non anti ex pro post multi mid sub un ultra semi inter counter pan bi de mini micro neo
	over under socio psycho intra extra mis trans hyper super cyber eco bio geo mega macro meta quasi pseudo arch tri`)

var furniture = []profile.Furniture{
	{Words: "advertisement", Scope: profile.Phrase},
	{Words: "advertisement continue reading the main story", Scope: profile.Phrase},
	{Words: "continue reading the main story", Scope: profile.Phrase},
	{Words: "continue reading", Scope: profile.Whole},
	{Words: "newsletter sign up", Scope: profile.Line},
	{Words: "sign up for", Scope: profile.Whole},
	{Words: "please verify you're not a robot", Scope: profile.Line},
	{Words: "story continues below advertisement", Scope: profile.Phrase},
	{Words: "story continues below", Scope: profile.Phrase},
	{Words: "article continues below", Scope: profile.Phrase},
	{Words: "read more", Scope: profile.Headline},
	{Words: "read also", Scope: profile.Headline},
	{Words: "also read", Scope: profile.Headline},
	{Words: "see also", Scope: profile.Headline},
	{Words: "related :", Scope: profile.Line},
	{Words: "related articles", Scope: profile.Whole},
	{Words: "related stories", Scope: profile.Whole},
	{Words: "related coverage", Scope: profile.Whole},
	{Words: "photo", Scope: profile.Whole},
	{Words: "photos", Scope: profile.Whole},
	{Words: "video", Scope: profile.Whole},
	{Words: "image caption", Scope: profile.Line},
	{Words: "media caption", Scope: profile.Line},
	{Words: "image copyright", Scope: profile.Line},
	{Words: "media playback is unsupported on your device", Scope: profile.Phrase},
	{Words: "share this", Scope: profile.Whole},
	{Words: "share this article", Scope: profile.Whole},
	{Words: "share on facebook", Scope: profile.Line},
	{Words: "follow us on", Scope: profile.Line},
	{Words: "subscribe to our newsletter", Scope: profile.Line},
	{Words: "click here to", Scope: profile.Line},
	{Words: "scroll down for video", Scope: profile.Phrase},
	{Words: "share your story", Scope: profile.Whole},
	{Words: "copyright ©", Scope: profile.Line},
	{Words: "all rights reserved", Scope: profile.Line},
}
