package ms

import (
	"strings"

	"kabar/internal/lang/profile"
)

var abbreviations = abbrs(map[profile.Abbr]string{
	profile.Title: `dr Dr Drs Prof Ir Ar Ts Sr Hj Hjh Tn En Pn Sdr Sdri Ust Tgk YB YAB YBhg YBM Tg Mohd Md Muhd Abd bt bte
		Jen Lt Mej Kol Kapt Kpt Laksda Laksma Brig Sjn Kpl Insp Supt ACP SAC DCP DSP ASP Jln Kg Tmn Lrg Bkt Bt Sg Mr Mrs Ms
		St Hon Rev Sen Gen vs cth`,
	profile.Count: `no No bil Bil hlm hal Per Fasal Sek ext Ext`,
	profile.Final: `Bhd Sdn Ltd Co Inc Corp Pte LLC dll dsb dsbnya sbgnya etc Jan Feb Mac Apr Jun Jul Ogos Sept Okt Nov Dis`,
})

func abbrs(m map[profile.Abbr]string) map[string]profile.Abbr {
	out := map[string]profile.Abbr{}
	for a, list := range m {
		for _, w := range strings.Fields(list) {
			out[w] = a
		}
	}
	return out
}

// apostrophes end with one: Dato' Seri, Tok' Guru.
var apostrophes = set(`dato tok che`)

// dangling: no Malay sentence or heading ends with these.
var dangling = set(`di ke dari daripada pada kepada oleh untuk dengan dan atau yang sebagai terhadap antara dalam bahawa serta
	hingga sehingga sampai tentang para sang si per via demi guna bagi soal kerana agar supaya jika sekiranya ketika semasa
	apabila manakala mengenai menerusi melalui seorang sebuah seperti iaitu ialah adalah the of and in on at by from with`)

// starters are capitalised in running text only where a sentence begins, most
// of them words that no name and no title has.
var starters = set(`ada adakah adalah agak akan akhirnya akibat antara apa apabila apakah apatah atas awalnya bagaimana
	bagaimanapun bagi bahkan bahawa banyak baru beberapa begitu beliau belum berdasarkan berhubung berikut berikutan bermula
	bersama biarpun boleh bukan cuma daripada dakwanya dalam dan dengan di dia difahamkan dijangka ekoran hal hanya hari
	hasil hendaklah ia ialah iaitu ini inilah isu itu itulah jadi jangan jelasnya jika jumlah juga justeru kami katanya
	kata ke kebanyakan kecuali kejadian kemudian kenapa kepada kerana keputusan ketika kini kita lagi lalu lebih mahupun malah
	malahan mana manakala mangsa masih mengapa mengenai mengikut mengulas menjelang menurut menurutnya merasa mereka mesti meskipun
	mulai namun oleh orang pada para pelbagai perkara perlu pernah saban sambil sangat sama satu saya sebab sebagai sebaik
	sebaliknya sebanyak sebarang sebelum sebelumnya sebuah secara sedangkan sehingga sehubungan sejak sejumlah sekali sekarang
	sekiranya sekitar sekurang-kurangnya selain selama selepas seluruh semalam semasa sementara semua seorang sepanjang seperti
	seramai serangan serentak sesiapa setakat setelah setiap siapa sidang siasatan soal sungguhpun susulan tambah tambahnya
	tanpa tegasnya tentang terdapat terdahulu terutama tetapi tiada tiap tidak tinjauan turut ujar ujarnya untuk usaha walau
	walaupun walhal`)

// wholes stay one word beside those of package id: adverbs in -nya, which UD
// CSUI keeps whole, and what ends like a clitic by chance.
var wholes = set(`nampaknya agaknya kononnya sememangnya hendaknya lazimnya sejujurnya sebolehnya selebihnya seterusnya
	sekurangnya kabilah fadhilah nafkah barakah mahupun terpaku tengku tetamu`)

// takesParticle holds stems that -lah, -kah and -pun follow beside those of
// package id.
var takesParticle = set(`hendak mesti boleh beliau sesiapa wajar mahu tiada belum usah elok patut memang telah kerajaan begini`)

// speech holds words that announce a quotation beside those of package id.
var speech = set(`jelasnya tegasnya tambahnya dakwanya soalnya soal bentak dakwa seru titah titahnya`)

var furniture = []profile.Furniture{
	{Words: "baca juga", Scope: profile.Headline},
	{Words: "baca lagi", Scope: profile.Headline},
	{Words: "baca lanjut", Scope: profile.Headline},
	{Words: "baca seterusnya", Scope: profile.Headline},
	{Words: "( baca juga", Scope: profile.Bracket},
	{Words: "lihat juga", Scope: profile.Headline},
	{Words: "artikel berkaitan", Scope: profile.Line},
	{Words: "artikel lain", Scope: profile.Line},
	{Words: "berita berkaitan", Scope: profile.Line},
	{Words: "berita lain", Scope: profile.Whole},
	{Words: "topik berkaitan", Scope: profile.Line},
	{Words: "iklan", Scope: profile.Whole},
	{Words: "advertisement", Scope: profile.Phrase},
	{Words: "teruskan membaca", Scope: profile.Line},
	{Words: "teruskan pembacaan", Scope: profile.Line},
	{Words: "ikuti kami di", Scope: profile.Line},
	{Words: "sertai saluran", Scope: profile.Line},
	{Words: "muat turun aplikasi", Scope: profile.Line},
	{Words: "langgan", Scope: profile.Whole},
	{Words: "kongsi", Scope: profile.Whole},
	{Words: "kongsi artikel ini", Scope: profile.Line},
	{Words: "gambar :", Scope: profile.Line},
	{Words: "gambar hiasan", Scope: profile.Phrase},
	{Words: "foto :", Scope: profile.Line},
	{Words: "kredit foto", Scope: profile.Line},
	{Words: "video :", Scope: profile.Line},
	{Words: "oleh :", Scope: profile.Line},
	{Words: "penulis :", Scope: profile.Line},
	{Words: "sumber :", Scope: profile.Line},
	{Words: "tag :", Scope: profile.Line},
	{Words: "hak cipta", Scope: profile.Line},
	{Words: "copyright", Scope: profile.Line},
	{Words: "- bernama", Scope: profile.Phrase},
	{Words: "– bernama", Scope: profile.Phrase},
	{Words: "— bernama", Scope: profile.Phrase},
	{Words: "- agensi", Scope: profile.Phrase},
	{Words: "– agensi", Scope: profile.Phrase},
	{Words: "— agensi", Scope: profile.Phrase},
}
