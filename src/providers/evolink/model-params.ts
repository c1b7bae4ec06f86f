/** The `model_params` object of EvoLink's Wan 2.6 models, left out when it would be empty. */
export const modelParams = ({ shotType }: { readonly shotType?: 'single' | 'multi' | undefined }) =>
  shotType === undefined ? undefined : { shot_type: shotType };
