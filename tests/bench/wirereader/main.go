// SPDX-License-Identifier: GPL-3.0-or-later

// Stand-in for the earlier command-line tool, for benchmarks alone: it reads a job's messages as that does, each whole, into a
// map, and tells a callback how far the job is.
//
//	wirereader PORT MESSAGES
//
// Says "ready", begins when its standard input ends, and tells what a message took, in nanoseconds: by the clock, and of the
// processor.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

type progress struct {
	index   string
	overall float64
	preview string
}

// read calls tell for each message with progress until the server is done.
func read(connection *websocket.Conn, tell func(progress)) {
	for {
		_, message, err := connection.ReadMessage()
		if err != nil {
			log.Fatal(err)
		}
		var fields map[string]interface{}
		if json.Unmarshal(message, &fields) != nil {
			continue
		}
		if _, done := fields["socket_intention"]; done {
			return
		}
		if inside, ok := fields["gen_progress"].(map[string]interface{}); ok {
			var now progress
			now.index, _ = inside["batch_index"].(string)
			now.overall, _ = inside["overall_percent"].(float64)
			now.preview, _ = inside["preview"].(string)
			tell(now)
		}
	}
}

func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func main() {
	messages, _ := strconv.Atoi(os.Args[2])
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)

	begun, used := time.Now(), processorTime()
	connection, _, err := websocket.DefaultDialer.Dial("ws://127.0.0.1:"+os.Args[1]+"/API/GenerateText2ImageWS", nil)
	if err != nil {
		log.Fatal(err)
	}
	if err := connection.WriteJSON(map[string]interface{}{"session_id": "s", "images": 4}); err != nil {
		log.Fatal(err)
	}
	seen, furthest := 0, 0.0
	read(connection, func(now progress) {
		if now.index != "" && now.preview != "" && now.overall > furthest {
			furthest = now.overall
			seen++
		}
	})
	if seen != messages {
		log.Fatalf("%d of %d messages were understood", seen, messages)
	}
	fmt.Println(time.Since(begun).Nanoseconds()/int64(messages), (processorTime()-used).Nanoseconds()/int64(messages))
}
