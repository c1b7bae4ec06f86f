/** A Go program that the local stack needs, at the one version it was checked with. */
export interface Pin {
  readonly name: string;
  readonly version: string;
  readonly module: string;
  /** What `go install` builds. */
  readonly package: string;
  /** The environment variable that names an executable to use instead. */
  readonly variable: string;
  /** How long a cold build takes, in words for a progress line. */
  readonly buildTime: string;
}

/** Temporal's command line, which holds the dev server. Later versions carry a `replace` that `go install` refuses. */
export const temporalPin: Pin = {
  name: 'temporal',
  version: 'v1.5.1',
  module: 'github.com/temporalio/cli',
  package: 'github.com/temporalio/cli/cmd/temporal',
  variable: 'REELWORK_TEMPORAL_CLI',
  buildTime: 'three minutes',
};

/** The S3 server. */
export const versitygwPin: Pin = {
  name: 'versitygw',
  version: 'v1.8.0',
  module: 'github.com/versity/versitygw',
  package: 'github.com/versity/versitygw/cmd/versitygw',
  variable: 'REELWORK_VERSITYGW',
  buildTime: 'a minute',
};

/** The same S3 server for machines with a Docker engine. */
export const versitygwImage = `versity/versitygw:${versitygwPin.version}`;
