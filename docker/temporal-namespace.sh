#!/bin/sh
# Creates the namespace and registers the search attributes of src/domain/search-attributes.ts. Safe to run again.
set -eu

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d

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
