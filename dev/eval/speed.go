package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kabar/dev/eval/treebank"
	"kabar/internal/text"
)

// speedReports is how many reports the speed is measured on, and startRuns how
// often the start is measured; the median counts.
const (
	speedReports = 1000
	startRuns    = 9
)

// evalSpeed measures the language engine, in words per second of processor time
// from raw text to trees, and the kabar binary: reports and bytes per second of
// processor time with one worker, peak memory, and the time from start to the
// analysis and to the events of a report of one sentence. Figures are rounded to
// two digits: they depend on the machine, and a golden table should not change
// at every run.
func evalSpeed(ud, news, kabar, out string) error {
	var rows [][]string
	for _, t := range []treebank.Test{{Lang: "id", File: "id_csui.test.conllu"}, {Lang: "en", File: "en_ewt.test.conllu"}} {
		words, err := wordsPerSecond(t, ud)
		if err != nil {
			return err
		}
		rows = append(rows, []string{t.Lang + " analysis", twoDigits(words), "words per CPU second"})
	}
	tmp, err := os.MkdirTemp("", "kabar-speed-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	file := filepath.Join(tmp, "news.jsonl")
	size, err := firstLines(news, file, speedReports)
	if err != nil {
		return err
	}
	cmd := exec.Command(kabar, "code", "-o", "jsonl", "--lang", "id", "--workers", "1", file)
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 3 {
		return fmt.Errorf("%s: %w", news, err)
	}
	cpu := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	memory := int64(0)
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		memory = u.Maxrss / 1024
	}
	const sentence = "Presiden Rusia bertemu dengan Presiden Iran di Teheran pada hari Sabtu."
	parsed, err := start(sentence, kabar, "parse", "--lang", "id", "-")
	if err != nil {
		return err
	}
	coded, err := start(sentence, kabar, "code", "-o", "jsonl", "--lang", "id", "--date", "2025-07-12", "-")
	if err != nil {
		return err
	}
	return writeGolden(filepath.Join(out, "speed.golden.tsv"), []string{"measure", "value", "unit"}, append(rows, [][]string{
		{"reports", twoDigits(speedReports / cpu), "per CPU second"},
		{"text", twoDigits(float64(size) / cpu / 1e6), "MB of JSON Lines per CPU second"},
		{"memory", twoDigits(float64(memory)), "MiB, peak"},
		{"start of parse", twoDigits(float64(parsed.Microseconds()) / 1000), "ms to the tree of one sentence"},
		{"start", twoDigits(float64(coded.Microseconds()) / 1000), "ms to the events of one sentence"},
	}...))
}

// start returns the median time that a program takes for one sentence.
func start(sentence, program string, args ...string) (time.Duration, error) {
	var times []time.Duration
	for range startRuns {
		one := exec.Command(program, args...)
		one.Stdin = strings.NewReader(sentence)
		t := time.Now()
		if err := one.Run(); err != nil {
			return 0, fmt.Errorf("%s %s: %w", program, args[0], err)
		}
		times = append(times, time.Since(t))
	}
	slices.Sort(times)
	return times[startRuns/2], nil
}

// speedRounds is how often the texts of a treebank are analysed to measure the
// speed; the median counts.
const speedRounds = 9

// wordsPerSecond analyses the raw text of a treebank on one goroutine.
func wordsPerSecond(t treebank.Test, ud string) (float64, error) {
	a, err := analyzer()
	if err != nil {
		return 0, err
	}
	docs, err := treebank.Read(t.Path(ud, ""))
	if err != nil {
		return 0, err
	}
	scratch := a.NewScratch()
	var speeds []float64
	for range speedRounds {
		words := 0
		from := processorTime()
		for _, d := range docs {
			r := text.Report{ID: d.Report.ID, Lang: t.Lang, Text: d.Report.Text}
			if err := a.Annotate(&r, scratch); err != nil {
				return 0, err
			}
			for i := range r.Sentences {
				words += len(r.Sentences[i].Tokens)
			}
		}
		speeds = append(speeds, float64(words)/(processorTime()-from).Seconds())
	}
	slices.Sort(speeds)
	return speeds[speedRounds/2], nil
}

// processorTime returns what the program has used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// firstLines unpacks the first n lines of a gzipped file and returns their size.
func firstLines(from, to string, n int) (size int, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", from, err)
	}
	out, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<24)
	for i := 0; i < n && sc.Scan(); i++ {
		k, err := fmt.Fprintf(out, "%s\n", sc.Bytes())
		if err != nil {
			return 0, err
		}
		size += k
	}
	if err := sc.Err(); err != nil {
		return 0, err
	}
	return size, out.Close()
}

// twoDigits rounds v to two significant digits.
func twoDigits(v float64) string {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 1, 64), 64)
	if err != nil {
		return "0"
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}
