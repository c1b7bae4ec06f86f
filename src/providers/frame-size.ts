/** The frames of Wan 2.6 in pixels, as gateways want them that know no ratios (gateways.md 2.4). */
const sizes = {
  '720p': { '16:9': '1280*720', '9:16': '720*1280', '1:1': '960*960', '4:3': '1088*832', '3:4': '832*1088' },
  '1080p': { '16:9': '1920*1080', '9:16': '1080*1920', '1:1': '1440*1440', '4:3': '1632*1248', '3:4': '1248*1632' },
} as const;

type Resolution = keyof typeof sizes;

/** `width*height` of a frame. */
export const frameSize = ({
  resolution,
  aspectRatio,
}: {
  readonly resolution: Resolution;
  readonly aspectRatio: keyof (typeof sizes)[Resolution];
}): string => sizes[resolution][aspectRatio];
