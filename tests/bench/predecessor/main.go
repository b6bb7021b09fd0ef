// SPDX-License-Identifier: GPL-3.0-or-later

// Stand-in for the earlier command-line tool, for benchmarks alone: it reads the state file once and then saves as
// that does, its whole map each time, through one fixed temporary name, without a lock, without a sync, and
// without looking whether it worked.
//
//	predecessor STATE-FILE SESSION-ID SAVES
//
// Says "ready", begins when its standard input ends, and tells how long each save took, in nanoseconds.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

type session struct {
	ID        string    `json:"id"`
	Status    string    `json:"status"`
	Progress  float64   `json:"progress"`
	StartTime time.Time `json:"start_time"`
	UpdatedAt time.Time `json:"updated_at"`
}

type state struct {
	Sessions  map[string]*session `json:"sessions"`
	UpdatedAt time.Time           `json:"updated_at"`
}

func load(file string) *state {
	known := &state{Sessions: map[string]*session{}}
	if bytes, err := os.ReadFile(file); err == nil {
		_ = json.Unmarshal(bytes, known)
	}
	return known
}

func save(known *state, file string) {
	bytes, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		return
	}
	temporary := filepath.Join(filepath.Dir(file), ".asset-generator-state.json.tmp")
	if os.WriteFile(temporary, bytes, 0o644) == nil {
		_ = os.Rename(temporary, file)
	}
}

func main() {
	file, id := os.Args[1], os.Args[2]
	saves, _ := strconv.Atoi(os.Args[3])
	known := load(file)
	own := &session{ID: id, Status: "generating", StartTime: time.Now()}
	known.Sessions[id] = own
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)

	took := make([]string, saves)
	for i := range took {
		begun := time.Now()
		own.Progress = float64(i+1) / float64(saves)
		own.UpdatedAt = begun
		known.UpdatedAt = begun
		save(known, file)
		took[i] = strconv.FormatInt(time.Since(begun).Nanoseconds(), 10)
	}
	fmt.Println(strings.Join(took, " "))
}
