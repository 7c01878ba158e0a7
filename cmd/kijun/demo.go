package main

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"kijun/scanner"
	"kijun/scanner/collect"
	"kijun/scanner/replay"
)

func (a *app) demoCommand() *cobra.Command {
	var c choice
	var j judgement
	var keep string
	cmd := &cobra.Command{Use: "demo", Short: "Scan an example account that answers on this machine: no AWS account needed", Args: noArgs}
	c.flags(cmd)
	j.flags(cmd, true)
	cmd.Flags().StringVar(&keep, "snapshot", "", "keep the snapshot in this file")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if !cmd.Flags().Changed("plan") {
			j.plan = true
		}
		set, outputs, err := a.begin(cmd.Context(), c, &j, "")
		if err != nil {
			return err
		}
		defer discard(outputs)
		dir, err := os.MkdirTemp("", "kijun-demo-*")
		if err != nil {
			return usagef("a temporary folder: %v", err)
		}
		defer os.RemoveAll(dir)
		path := keep
		if path == "" {
			path = filepath.Join(dir, "snapshot.zip")
		}
		recording, err := replay.Example()
		if err != nil {
			return err
		}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		server := &http.Server{Handler: recording, ReadHeaderTimeout: time.Minute}
		go func() { _ = server.Serve(l) }() // it ends with Close, and then says so
		defer server.Close()
		// the example must not be reached with anybody's real credentials, nor AWS by the example's
		for name, value := range map[string]string{
			"AWS_ENDPOINT_URL": "http://" + l.Addr().String(), "AWS_ACCESS_KEY_ID": "example", "AWS_SECRET_ACCESS_KEY": "example", "AWS_SESSION_TOKEN": "",
			"AWS_REGION": "ap-northeast-1", "AWS_PROFILE": "", "AWS_CONFIG_FILE": filepath.Join(dir, "none"), "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "none"),
			"AWS_EC2_METADATA_DISABLED": "true",
		} {
			if err := os.Setenv(name, value); err != nil {
				return err
			}
		}
		a.log.Info("scanning the example account at " + l.Addr().String() + " (answers recorded " + recording.At.Format(time.DateOnly) + ")")
		watch, done := a.progress()
		_, err = scanner.Scan(cmd.Context(), scanner.Options{Need: set.Needs(), Path: path, Governed: j.governed, Version: version,
			Now: func() time.Time { return recording.At }, Watch: watch, Limits: collect.Limits{Attempts: 1, MaxRate: 10_000}})
		done()
		if err != nil {
			return err
		}
		a.kept = keep
		return a.evaluate(cmd.Context(), set, []string{path}, j, outputs)
	}
	return cmd
}
