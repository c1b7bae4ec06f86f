#!/bin/sh
# Plain Temporal: any client in any language starts a generation with a name, an id and JSON.
set -eu
temporal workflow start \
  --address "${TEMPORAL_ADDRESS:-localhost:7233}" \
  --task-queue "${REELWORK_TASK_QUEUE:-reelwork}" \
  --type generateVideo \
  --workflow-id "$1" \
  --input '{"model": "evolink/wan2.6-text-to-video", "prompt": "A cat playing piano", "durationSeconds": 5}'
temporal workflow result --address "${TEMPORAL_ADDRESS:-localhost:7233}" --workflow-id "$1"
