/** The command line's own words; shown on stderr for `--help` and for every usage error (exit code 2). */
export const usage = `yinling: the terminal's devices and models without a screen

  yinling devices [--fingerprints DIR] [--need KIND,...] [--ask] --json
  yinling read-card --port PATH [--baud N] [--fingerprint] [--new-addresses] [--timeout MS] --json
  yinling read-card --port usb:VID:PID[:SERIAL]|hid:VID:PID[:SERIAL] [--fingerprint] [--new-addresses] [--timeout MS] --json
  yinling read-social-card [--reader NAME] [--psam NAME] [--timeout MS] --json
  yinling scan-code [--port usb:VID:PID[:SERIAL]|hid:VID:PID[:SERIAL]] [--fingerprints DIR] [--end enter|tab|silence]
                    [--data-at 5|2] [--timeout MS] --json
  yinling print --port PATH --profile NAME --text FILE [--baud N] [--timeout MS] --json
  yinling print --port usb:VID:PID[:SERIAL] [--profile NAME] --text FILE [--timeout MS] --json
  yinling print-test (--config terminal.json | --port PATH --profile NAME [--baud N] | --port usb:VID:PID[:SERIAL] [--profile NAME])
                     [--timeout MS] --json
  yinling capture --camera found|DEVICE --out picture.jpg [--size WIDTHxHEIGHT] [--timeout MS] --json
  yinling selftest [--config terminal.json] [--only DEVICE,...] [--print] [--timeout MS] --json
  yinling doctor [--config terminal.json] --json
  yinling bundle [--config terminal.json] --out FILE.tar.gz|FOLDER [--lines N] --json
  yinling compare-faces A.jpg B.jpg --json
  yinling evaluate face --pairs pairs.csv [--liveness DIR] [--det FILE.svg] --json
  yinling evaluate vein --dir DIR [--roi find|given] [--axis horizontal|vertical] [--finger-width PX] [--length PX]
                        [--score normed|aligned|crop-strips] [--strict] [--impostors N] [--det FILE.svg] --json
  yinling import-sealed FILE --state DIR [--report FILE] --json
  yinling simulate id-card --script FILE
  yinling simulate finger-vein --script FILE
  yinling simulate printer --out DIR [--profile NAME]
  yinling simulate social-card (--id ID | --script FILE) [--vpcd HOST:PORT]

Answers are JSON on stdout, progress goes to stderr.
Exit codes: 0 ok, 1 a failure that the answer tells, 2 wrong usage.
`;

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {}
