/** The type of the failure with which a transfer ends that has met a cut-off file only. */
export const cutOffFailure = 'CutOff';
