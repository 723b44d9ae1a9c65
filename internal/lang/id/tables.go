package id

import (
	"strings"

	"kabar/internal/lang/profile"
)

var abbreviations = abbrs(map[profile.Abbr]string{
	profile.Title: `dr drs dra Dr Ir Prof Hj KH Tgk Tn Ny Nn Sdr Sdri Bpk Yth Jl Jln Gg Kab Kec Kel Kep Prov Mr Mrs Ms St
		Irjen Brigjen Komjen Kombes Kompol Ipda Iptu Aipda Aiptu Bripda Briptu Bripka Brigpol AKBP Pol Jend Letjen
		Mayjen Kol Letkol May Kapt Lettu Letda Pgs Plt Plh Sen Rep Gen Lt Col Capt Sgt Hon Rev bin Moh Muh Mohd Abd Ust PT CV UD
		cq vs Rd RM Tb Ft`,
	profile.Count: `no nos Nr hal Pasal Ps ay Bab Jo jo pkl tgl ext`,
	profile.Final: `Tbk Ltd Co Inc Corp Pte Bhd Sdn LLC Jr Sr dll dsb dst dkk dkk etc al a.l Jan Feb Mar Apr Jun Jul Agt Sept Okt Nov Des Rp Bros`,
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

// dangling: no Indonesian sentence or heading ends with these.
var dangling = set(`di ke dari pada kepada oleh untuk dengan dan atau yang sebagai terhadap antara dalam bahwa serta
	hingga sampai tentang para sang si per via demi guna bagi soal karena agar jika saat ketika seorang sebuah
	the of and in on at by from with seperti dilansir dikutip melansir mengutip`)

var furniture = []profile.Furniture{
	{Words: "baca juga", Scope: profile.Headline},
	{Words: "baca juga berita", Scope: profile.Headline},
	{Words: "baca", Scope: profile.Whole},
	{Words: "( baca", Scope: profile.Bracket},
	{Words: "( baca juga", Scope: profile.Bracket},
	{Words: "( lihat juga", Scope: profile.Bracket},
	{Words: "[ baca juga", Scope: profile.Bracket},
	{Words: "baca selengkapnya", Scope: profile.Headline},
	{Words: "simak juga", Scope: profile.Headline},
	{Words: "simak juga video", Scope: profile.Line},
	{Words: "simak video", Scope: profile.Line},
	{Words: "simak selengkapnya", Scope: profile.Line},
	{Words: "simak pula", Scope: profile.Line},
	{Words: "simak berita selengkapnya", Scope: profile.Line},
	{Words: "simak halaman selanjutnya", Scope: profile.Line},
	{Words: "simak selengkapnya di halaman selanjutnya", Scope: profile.Line},
	{Words: "lihat juga", Scope: profile.Headline},
	{Words: "lihat juga video", Scope: profile.Line},
	{Words: "lihat video", Scope: profile.Line},
	{Words: "tonton juga", Scope: profile.Line},
	{Words: "tonton video", Scope: profile.Line},
	{Words: "saksikan juga", Scope: profile.Line},
	{Words: "saksikan video", Scope: profile.Line},
	{Words: "saksikan video pilihan", Scope: profile.Line},
	{Words: "baca berita selengkapnya", Scope: profile.Line},
	{Words: "baca halaman selanjutnya", Scope: profile.Line},
	{Words: "baca di halaman", Scope: profile.Line},
	{Words: "halaman selanjutnya", Scope: profile.Line},
	{Words: "halaman berikutnya", Scope: profile.Line},
	{Words: "selengkapnya di halaman", Scope: profile.Line},
	{Words: "bersambung ke halaman", Scope: profile.Line},
	{Words: "lanjut ke halaman", Scope: profile.Line},
	{Words: "berlanjut ke halaman", Scope: profile.Line},
	{Words: "scroll to continue with content", Scope: profile.Phrase},
	{Words: "scroll down untuk melanjutkan membaca", Scope: profile.Phrase},
	{Words: "advertisement", Scope: profile.Phrase},
	{Words: "advertisement scroll to continue with content", Scope: profile.Phrase},
	{Words: "advertisement baca juga", Scope: profile.Headline},
	{Words: "iklan", Scope: profile.Whole},
	{Words: "gulir untuk lanjut membaca", Scope: profile.Phrase},
	{Words: "gulir ke bawah untuk melanjutkan membaca", Scope: profile.Phrase},
	{Words: "lanjutkan membaca", Scope: profile.Line},
	{Words: "pilihan redaksi", Scope: profile.Phrase},
	{Words: "pilihan editor", Scope: profile.Line},
	{Words: "artikel terkait", Scope: profile.Line},
	{Words: "berita terkait", Scope: profile.Line},
	{Words: "topik terkait", Scope: profile.Line},
	{Words: "artikel ini telah tayang", Scope: profile.Line},
	{Words: "dapatkan update berita", Scope: profile.Line},
	{Words: "cek berita dan artikel", Scope: profile.Line},
	{Words: "ikuti kami di", Scope: profile.Line},
	{Words: "ikuti berita", Scope: profile.Line},
	{Words: "mari bergabung di grup telegram", Scope: profile.Line},
	{Words: "anda harus install aplikasi telegram", Scope: profile.Line},
	{Words: "[ gambas", Scope: profile.Line},
	{Words: "( gambas", Scope: profile.Line},
	{Words: "video :", Scope: profile.Line},
	{Words: "foto :", Scope: profile.Line},
	{Words: "penulis :", Scope: profile.Line},
	{Words: "editor :", Scope: profile.Line},
	{Words: "reporter :", Scope: profile.Line},
	{Words: "sumber :", Scope: profile.Line},
	{Words: "tags :", Scope: profile.Line},
	{Words: "tag :", Scope: profile.Line},
	{Words: "bagikan", Scope: profile.Whole},
	{Words: "copyright", Scope: profile.Line},
	{Words: "loading", Scope: profile.Whole},
	{Words: "baca_juga", Scope: profile.Headline},
	{Words: "baca selengkapnyadi", Scope: profile.Line},
	{Words: "baca berita selengkapnyadi", Scope: profile.Line},
	{Words: "simak breaking news", Scope: profile.Line},
	{Words: "saksikan live", Scope: profile.Line},
	{Words: "laporan wartawan", Scope: profile.Line},
	{Words: "( ayo ikuti saluran", Scope: profile.Bracket},
	{Words: "ayo ikuti saluran", Scope: profile.Line},
	{Words: "googletag.cmd.push", Scope: profile.Line},
	{Words: "dailysocial.id adalah portal", Scope: profile.Line},
	{Words: "daftar isi", Scope: profile.Whole},
}

// brands are written with a capital inside and stay whole.
var brands = set(`MotoGP YouTube WhatsApp NasDem DailySocial TikTok KapanLagi TransJakarta ChatGPT OpenAI WiFi LaLiga
	BlackBerry PlayStation VinFast AirAsia KompasTekno KompasTV YouTuber VietJet GoTo GoPay LinkedIn OnePlus WannaCry
	GrabPay MyPertamina InJourney MacBook MediaTek SpaceX AstraZeneca SoftBank JakLingko SatuSehat AirNav PayPal GeForce
	AppStore KontraS TelkomGroup PlayStore AirPods TopKarir DiCaprio LinkAja PhoneArena OnlinePajak ThinkPad SteelSeries
	BolaSport IndoStrategi CryoFlux BeritaSatu OkeZone SindoNews JawaPos TribunNews TransTV MetroTV TvOne JakPro
	BlackRock PetroChina FedEx DeepSeek StarLink FaceTime FaceBook InstaGram IndiHome BukaLapak MasterCard SmartFren
	AntaraNews FinTech EdTech StartUp HarperCollins GlaxoSmithKline ExxonMobil ConocoPhillips JetStar CitiLink SuperAir
	TransMilenio TransNusa TransPakuan TransCorp BioFarma BioNTech KimiaFarma GoFood GoRide GrabFood ShopeePay
	HaloDoc RuangGuru TeamLease LockBit WikiLeaks HuffPost BuzzFeed AlJazeera PwC EcoHealth`)
