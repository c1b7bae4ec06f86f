#!/bin/sh
# Creates the namespace and registers the search attributes of src/domain/search-attributes.ts. Safe to run again.
set -eu

register() {
  temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
    --name ReelworkModel --type Keyword \
    --name ReelworkGateway --type Keyword \
    --name ReelworkTaskId --type Keyword \
    --name ReelworkState --type Keyword \
    --name ReelworkStoryboard --type Keyword \
    --name ReelworkShot --type Keyword \
    --name ReelworkTenant --type Keyword \
    --name ReelworkFlags --type KeywordList \
    --name ReelworkCostMicros --type Int
}

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d

# The server sees a new namespace only after a while.
attempts=60
until register; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || exit 1
  sleep 1
done
