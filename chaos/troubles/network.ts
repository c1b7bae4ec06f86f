import type { Trouble } from './trouble.js';

/** What networks do: answers that never arrive although the other side has acted, and connections that break. */
export const networkTroubles: readonly Trouble[] = [
  {
    name: 'answer to an order lost',
    weight: 2,
    befall({ scene }) {
      scene.gatewayLine.loseAnswers(1, 'POST');
      return {};
    },
  },
  {
    name: 'other answers of the gateway lost',
    weight: 1,
    befall({ scene, random }) {
      scene.gatewayLine.loseAnswers(1 + random.below(4));
      return {};
    },
  },
  {
    name: 'connections to the gateway cut',
    weight: 1,
    befall: ({ scene }) => (scene.gatewayLine.cut() > 0 ? {} : undefined),
  },
  {
    name: 'answers of S3 lost',
    weight: 2,
    befall({ scene, random }) {
      scene.s3Line.loseAnswers(1 + random.below(4));
      return {};
    },
  },
  {
    name: 'connections to S3 cut',
    weight: 1,
    befall: ({ scene }) => (scene.s3Line.cut() > 0 ? {} : undefined),
  },
];
