package id

import (
	"strings"
	"unicode/utf8"

	"kabar/internal/lang/profile"
)

// Cut returns where w consists of several syntactic words: before the clitics
// -nya, -ku, -mu, -lah, -kah and -pun, after ku- and kau-.
func Cut(w string) profile.Cuts {
	var c profile.Cuts
	if len(w) < 5 {
		return c
	}
	var buf profile.Folded
	low := string(profile.Lower(&buf, w))
	if low == "" {
		return c
	}
	if at := prefix(low); at > 0 {
		c.Add(at)
	}
	if strings.HasSuffix(low, "'s") || strings.HasSuffix(low, "’s") {
		c.Add(strings.LastIndexAny(low, "'’"))
		return c
	}
	if at := suffix(w, low); at > 0 {
		c.Add(at)
	}
	return c
}

// suffix returns where the last clitic of w begins, or 0. low is w in lower
// case.
func suffix(w, low string) int {
	n := len(low)
	switch {
	case strings.HasSuffix(low, "nya"):
		if stem := low[:n-3]; len(stem) >= 2 && !whole(low) && !properNya(w, stem) {
			return n - 3
		}
	case strings.HasSuffix(low, "lah"), strings.HasSuffix(low, "kah"), strings.HasSuffix(low, "pun"):
		stem := low[:n-3]
		if wholeParticle(low) || len(stem) < 3 {
			return 0
		}
		if takesParticle[stem] || frequency(stem) >= 3 && isLower(w) && frequency(low) <= frequency(stem) {
			return n - 3
		}
	case strings.HasSuffix(low, "ku"), strings.HasSuffix(low, "mu"):
		stem := low[:n-2]
		if len(stem) >= 4 && !whole(low) && (isLower(w) || ownable[stem]) && (ownable[stem] || frequency(stem) >= 4 && frequency(low) < 4) {
			return n - 2
		}
	}
	return 0
}

// properNya reports whether w is a name that happens to end in -nya: it has a
// capital and its stem is no known word.
func properNya(w, stem string) bool {
	if isLower(w) || strings.IndexByte(w, '-') >= 0 {
		return false
	}
	if c := w[len(w)-4]; c >= 'A' && c <= 'Z' {
		return isUpper(w[len(w)-1]) && frequency(stem) == 0 // not NPLnya, but SABNYA
	}
	if frequency(stem) > 0 {
		return false
	}
	// Deverbal and derived nouns are open: Disebutkannya, Ketidakhadirannya.
	for _, end := range [...]string{"an", "i", "kan"} {
		if strings.HasSuffix(stem, end) && len(stem) > 7 {
			return false
		}
	}
	return frequency(w[:len(w)-3]) == 0
}

// wholeParticle reports whether low, which ends like a particle, is one word
// or derived from one.
func wholeParticle(low string) bool {
	if whole(low) {
		return true
	}
	for _, root := range [...]string{"masalah", "sekolah", "langkah", "jumlah", "salah", "kalah", "nikah", "istilah", "tingkah",
		"olah", "himpun", "kumpun", "limpah", "ubah", "tambah", "celah", "ulah"} {
		if strings.HasSuffix(low, root) && prefixes[low[:len(low)-len(root)]] {
			return true
		}
	}
	return strings.HasSuffix(low, "ullah")
}

// prefixes stand before a root.
var prefixes = set(`me mem men meng menge per pe pem pen peng di ber ter se ke memper diper keter`)

// prefix returns where the verb after ku- or kau- begins, or 0.
func prefix(low string) int {
	if strings.HasPrefix(low, "ku") && verbs[low[2:]] {
		return 2
	}
	if strings.HasPrefix(low, "kau") && verbs[low[3:]] {
		return 3
	}
	return 0
}

// Saying reports whether w announces a quotation.
func Saying(w string) bool {
	var buf profile.Folded
	low := string(profile.Lower(&buf, w))
	return speech[low] || len(low) > 6 && (strings.HasPrefix(low, "me") || strings.HasPrefix(low, "ber") || strings.HasPrefix(low, "di"))
}

var speech = set(`kata katanya ujar ujarnya ucap tutur tulis tulisnya jelas tegas ungkap bahwa judul dengan istilah sebut
	tanya jawab lanjut imbuh tambah terang papar seru nya pesan bunyi slogan moto tema tagar`)

func isLower(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return r >= 'a' && r <= 'z' || r > 0x7f
}

// whole reports whether low stays one word although it ends like a clitic. A
// reduplicated word is looked up by its second half.
func whole(low string) bool {
	if wholes[low] {
		return true
	}
	if i := strings.LastIndexByte(low, '-'); i > 0 {
		return wholes[low[i+1:]] || strings.HasPrefix(low, "se") && strings.HasSuffix(low, "nya")
	}
	return false
}

// wholes stay one word. Those in -nya are adverbs that UD CSUI keeps whole,
// and words that end so by chance.
var wholes = set(`hanya punya tanya bertanya ditanya menanya mempunya dipunya sepunya kenya sebelumnya sesudahnya berikutnya
	khususnya biasanya sebenarnya sepenuhnya setidaknya seluruhnya selanjutnya seharusnya sedikitnya sebaliknya misalnya
	makanya dua-duanya akhirnya tentunya awalnya tampaknya sayangnya untungnya sesungguhnya sepertinya semestinya
	sekembalinya rupanya kelihatannya dulunya setibanya sekiranya seandainya secepatnya sebaiknya selayaknya sepatutnya
	sewajarnya sekurangnya selambatnya seyogyanya seyogianya nantinya umumnya pokoknya bahwasanya sebisanya seadanya
	sepantasnya sekenanya selamanya seutuhnya senantiasanya anya tanya sonya minya kanya hanyanya kayaknya
	aku kamu buku laku suku saku kaku paku beku pelaku mengaku berlaku perilaku kelaku diaku maluku sejagaku bangku cangku
	tamu ilmu jamu temu bertemu ketemu bersemu semu pertemu bumbu bambu jemu mutu tungku bengku kepulaku siku waktu
	bermutu siluku teluku liku tekuku kuku tunggu ragu pemangku memangku berpangku pangku dipangku sangku wakaku berperilaku
	pengaku baku membaku pembaku bekuku mengaku-aku himalayaku osaku gaku haiku raku nuku ibuku musimu
	adalah ialah telah setelah salah masalah bermasalah jumlah sejumlah berjumlah sekolah bersekolah istilah majalah makalah
	langkah melangkah kalah mengalah lelah belah sebelah celah malah ulah olah mengolah diolah pengolah bilah seolah allah
	insyaallah inshallah abdullah nasrullah fatullah ramadhanullah hizbullah fathullah aqlah risalah sedekah berkah barokah
	naskah mekah makkah nikah menikah dinikah pernikah bahkah tingkah pasukah tolak upah jelah alamiah kuliah hijrah
	lumrah tumpah galah gelah wilayah silakah khilafah musyawarah mukah bertingkah angkah jalah walah tanalah talah
	sumpah sampah limpah pecah belanjah gundah salah-salah khalilah amalah bismillah alhamdulillah lillah billah
	subhanallah astaghfirullah wallah jamilah fadilah nabilah salamah aqilah kamilah muamalah nafilah adillah sahlah
	maupun adapun ampun himpun menghimpun dihimpun penghimpun rumpun serumpun pimpun lampun tampun kampun empun sekalipun jepun pun
	kendatipun betapapun bagaimanapun biarpun sungguhpun kalaupun andaipun`)

// takesParticle holds closed-class stems that -lah, -kah and -pun follow.
var takesParticle = set(`ini itu apa siapa bukan tidak demikian begitu sekarang sini situ sana mana bagaimana kapan mengapa
	dia ia kita kami mereka saya kamu anda ada jangan sudah harus bisa dapat akan mungkin benar perlu maka hanya lebih
	meski walau atau mau cukup biar sebab karena dari untuk jika kalau satu seorang pernah apalagi sebaik tetap masih juga
	saat jadi katakan ambil lihat dengar pergi datang masuk bacalah tulis jawab kembali ingat`)

// ownable holds stems that -ku and -mu follow though they are rare in news.
var ownable = set(`kepada pada untuk bagi dari oleh dengan nama hati diri anak ibu ayah istri suami rumah hidup cinta tangan
	mata kata telepon teman sahabat negeri bangsa tuhan darah jiwa keluarga saudara adik kakak suara tubuh wajah kepala
	kaki mimpi doa harapan cita-cita kekasih impian membuat menurut bersama tentang terhadap di`)

// verbs holds stems that ku- and kau- stand before.
var verbs = set(`ambil lihat dengar tahu kira harap bawa buat beri berikan katakan lakukan minta tulis baca cari dapat
	dapatkan temukan rasa rasakan ingat ingin ucapkan sampaikan terima simpan tinggalkan serahkan tanya tanyakan
	pikir pikirkan cinta cintai miliki sebut tunggu jaga pakai pilih kenal dengarkan tolak jawab ceritakan hadapi jalani
	panggil bayangkan inginkan sadari mulai ketahui kenang hormati persembahkan pegang peluk antar`)

// Hyphen reports whether the hyphen at w[i] parts two words: a range of
// numbers, a pair of names, a clitic after a foreign word.
func Hyphen(w string, i int) bool {
	left, right := w[:i], w[i+1:]
	if j := strings.LastIndexAny(left, "-/"); j >= 0 {
		left = left[j+1:]
	}
	if j := strings.IndexAny(right, "-/"); j >= 0 {
		right = right[:j]
	}
	if left == "" || right == "" {
		return false
	}
	if clitic(right) {
		return true
	}
	ld, rd := isDigit(left[len(left)-1]), isDigit(right[0])
	if ld && rd {
		return numeric(left) && numeric(right)
	}
	if rd && len(left) > 2 && frequency(left) >= 6 && allDigits(right) { // April-14
		return len(right) <= 2 && in(months, left)
	}
	if !isUpper(left[0]) || !isUpper(right[0]) || len(left) < 2 || len(right) < 2 {
		return false
	}
	if strings.EqualFold(left, right) || shares(left, right) {
		return false
	}
	return !in(boundPrefix, left)
}

// boundPrefix holds what is no word of its own before a hyphen.
var boundPrefix = set(`non pro anti eks ex pasca pra mantan antar se ke sub semi multi mini super ultra inter intra pan kontra
	al el ar as at an ash ad az abu bin ibn co re pre post undang covid`)

// shares reports whether right repeats left but for its affixes, as in
// Undang-Undangan and Bantu-Membantu.
func shares(left, right string) bool {
	var bl, br profile.Folded
	l, r := string(profile.Lower(&bl, left)), string(profile.Lower(&br, right))
	if len(l) >= 4 && strings.Contains(r, l[1:min(len(l), 5)]) {
		return true
	}
	return len(r) >= 4 && strings.Contains(l, r[1:min(len(r), 5)])
}

var months = set(`januari februari maret april mei juni juli agustus september oktober november desember`)

// numeric reports whether w is digits with . and , between them.
func numeric(w string) bool {
	for i := 0; i < len(w); i++ {
		if !isDigit(w[i]) && w[i] != '.' && w[i] != ',' {
			return false
		}
	}
	return true
}

func clitic(w string) bool {
	switch w {
	case "nya", "ku", "mu", "lah", "kah", "pun", "Nya", "Ku", "Mu":
		return true
	}
	return false
}

// Slash reports whether the slash at w[i] parts two words: it does unless it
// stands in a code such as II/2007 or C/O.
func Slash(w string, i int) bool {
	left, right := w[:i], w[i+1:]
	if len(left) == 1 && len(right) == 1 {
		return false
	}
	if isUpper(left[0]) && isDigit(right[0]) {
		return false
	}
	if right == "idn" || isDigit(right[len(right)-1]) && strings.IndexByte(right, '/') >= 0 {
		return false
	}
	return true
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func allDigits(w string) bool {
	for i := 0; i < len(w); i++ {
		if !isDigit(w[i]) {
			return false
		}
	}
	return true
}
