module kabar

go 1.26
