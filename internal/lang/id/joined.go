package id

import (
	"strings"

	"kabar/internal/lang/profile"
)

// Joined returns where w is several words whose blanks were lost, as happens
// around the links of a scraped page: PresidenPrabowo, Subiantobertemu.
func Joined(w string) profile.Cuts {
	var c profile.Cuts
	if len(w) < 5 || len(w) > 60 || brands[w] {
		return c
	}
	if allSmall(w) {
		if at := lowerJoin(w); at > 0 {
			c.Add(at)
		}
		return c
	}
	from := 0
	for i := 1; i < len(w) && c.N < profile.MaxCuts; i++ {
		if isSmall(w[i]) && isDigit(w[i-1]) && (verbal(w[i:]) || len(w)-i >= 5 && frequency(w[i:]) >= 5) { // Sejjil-2digambarkan
			c.Add(i)
			return c
		}
		if acronym(w[from:i]) && isSmall(w[i]) && i-from > 2 && startsAfter(w[from:i-1], w[i-1:]) { // ASPertemuan
			c.Add(i - 1)
			from = i - 1
			continue
		}
		if !isUpper(w[i]) || !isSmall(w[i-1]) {
			continue
		}
		end := i + 1
		for end < len(w) && !(isUpper(w[end]) && isSmall(w[end-1])) {
			end++
		}
		if brands[w[from:end]] {
			continue
		}
		if at := falls(w[from:i]); at > 0 && c.N+1 < profile.MaxCuts { // IndiadanFilipina
			c.Add(from + at)
		} else if !rises(w[from:i], w[i:end]) {
			continue
		}
		c.Add(i)
		from = i
	}
	if c.N < profile.MaxCuts && frequency(w[from:]) == 0 {
		if at := falls(w[from:]); at > 0 {
			c.Add(from + at)
		}
	}
	return c
}

// rises reports whether head and tail, joined from lower to upper case, are
// words of their own.
func rises(head, tail string) bool {
	if isSmall(head[0]) {
		return len(head) >= 2 && head != "detik" && frequency(head) >= 5 && len(tail) >= 2
	}
	if len(head) < 4 || len(tail) < 3 || strings.HasPrefix(head, "Mc") {
		return false
	}
	if len(tail) == 3 {
		return frequency(head) >= 5 && frequency(tail) >= 5 // UtaraKim
	}
	return knownStart(head) && (knownStart(tail) || falls(tail) > 0) || len(tail) >= 5 && frequency(head) >= 5
}

// acronym reports whether w is in capitals.
func acronym(w string) bool {
	for i := 0; i < len(w); i++ {
		if !isUpper(w[i]) {
			return false
		}
	}
	return true
}

// startsAfter reports whether tail, which has a capital, is a word of its own behind
// the acronym head.
func startsAfter(head, tail string) bool {
	end := 1
	for end < len(tail) && isSmall(tail[end]) {
		end++
	}
	word := tail[:end]
	return frequency(head) >= 3 && len(word) >= 5 && (frequency(word) >= 2 || frequencyLower(word) >= 2)
}

// knownStart reports whether w, which has a capital, is a known word.
func knownStart(w string) bool {
	return frequency(w) > 0 || frequencyLower(w) > 0
}

// falls returns where a frequent word in lower case was joined to the
// capitalised word before it, or 0.
func falls(w string) int {
	if len(w) < 6 || !isUpper(w[0]) || strings.IndexByte(w, '-') >= 0 || strings.IndexByte(w, '\'') >= 0 {
		return 0
	}
	up := 1
	for up < len(w) && isUpper(w[up]) {
		up++
	}
	if up >= 2 && up < len(w) { // AStersebut
		if tail := w[up:]; !clitic(tail) && (len(tail) >= 3 && frequency(tail) >= 7 || verbal(tail) && frequency(w[:up]) > 0) {
			return up
		}
		return 0
	}
	if up == len(w) || frequencyLower(w) > 0 || len(withoutClitic(w)) < len(w) && knownStart(withoutClitic(w)) {
		return 0
	}
	for i := 4; i <= len(w)-2; i++ {
		head, tail := w[:i], w[i:]
		if !isSmall(tail[0]) {
			return 0
		}
		if i < 5 && len(tail) == 2 {
			continue
		}
		if !function[tail] && !verbal(tail) {
			if len(tail) >= 5 && frequency(tail) >= 6 && frequency(head) >= 3 {
				return i // Lebanontewas
			}
			continue
		}
		n := max(frequency(head), frequencyLower(head)-2)
		if n >= 4 || n > 0 && len(tail) >= 5 || len(tail) >= 8 || telling[tail] {
			return i
		}
	}
	return 0
}

// withoutClitic returns w without its last clitic.
func withoutClitic(w string) string {
	if c := Cut(w); c.N > 0 {
		return w[:c.At[c.N-1]]
	}
	return w
}

// function holds the words that begin a run of text after a link.
var function = set(`di ke dan yang dengan untuk pada dari akan telah ini itu tersebut dalam juga oleh sebagai karena saat
	serta bahwa agar hingga tidak atau bisa dapat sudah menjadi kata ujar ucap kepada terhadap adalah hanya masih seperti
	ketika usai sementara karena`)

// telling holds those of them that end no name.
var telling = set(`pada dengan untuk kepada tersebut sebagai terhadap bahwa`)

// lowerJoin returns where a function word and a frequent word were joined, all
// in lower case, or 0: dalamperundingan, nuklirbahwa.
func lowerJoin(w string) int {
	if len(w) < 8 || frequency(w) > 0 || strings.IndexByte(w, '-') >= 0 || len(withoutClitic(w)) < len(w) {
		return 0
	}
	for i := 4; i <= len(w)-4; i++ {
		head, tail := w[:i], w[i:]
		if function[head] && head != "kata" && head != "serta" && frequency(tail) >= 2 || telling[tail] && frequency(head) >= 5 {
			return i
		}
	}
	return 0
}

// verbal reports whether w is a verb with a prefix that the list knows.
func verbal(w string) bool {
	if len(w) < 6 || frequency(w) == 0 {
		return false
	}
	for _, p := range [...]string{"me", "ber", "di", "ter"} {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// allSmall reports whether w is a to z only.
func allSmall(w string) bool {
	for i := 0; i < len(w); i++ {
		if !isSmall(w[i]) {
			return false
		}
	}
	return true
}

func isSmall(b byte) bool { return b >= 'a' && b <= 'z' }
