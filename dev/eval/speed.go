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
)

// speedReports is how many reports the speed is measured on, and startRuns how
// often the start is measured; the median counts.
const (
	speedReports = 1000
	startRuns    = 9
)

// evalSpeed measures the kabar binary: reports and bytes per second of
// processor time with one worker, peak memory, and the time from start to the
// events of a report of one sentence. Figures are rounded to two digits: they
// depend on the machine, and a golden table should not change at every run.
func evalSpeed(news, kabar, out string) error {
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
	var starts []time.Duration
	for range startRuns {
		one := exec.Command(kabar, "code", "-o", "jsonl", "--lang", "id", "--date", "2025-07-12", "-")
		one.Stdin = strings.NewReader("Presiden Rusia bertemu dengan Presiden Iran di Teheran pada hari Sabtu.")
		t := time.Now()
		if err := one.Run(); err != nil {
			return err
		}
		starts = append(starts, time.Since(t))
	}
	slices.Sort(starts)
	return writeGolden(filepath.Join(out, "speed.golden.tsv"), []string{"measure", "value", "unit"}, [][]string{
		{"reports", twoDigits(speedReports / cpu), "per CPU second"},
		{"text", twoDigits(float64(size) / cpu / 1e6), "MB of JSON Lines per CPU second"},
		{"memory", twoDigits(float64(memory)), "MiB, peak"},
		{"start", twoDigits(float64(starts[startRuns/2].Milliseconds())), "ms to the events of one sentence"},
	})
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
