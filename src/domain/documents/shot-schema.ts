import { z } from 'zod';
import { idRule, isCallersId } from '../ids.js';
import { textOf, wholeNumber } from './strict.js';

const id = z.string(idRule).refine(isCallersId, idRule);
const shotId = z.string("another shot's id");

const mostTakes = 10;

/** What a shot has beside the fields of a request. A model's field of the same name can't be given in a storyboard. */
export const shotFields = {
  id: id.describe('The name of the shot: part of its takes’ ids.'),
  continues: shotId.optional().describe("The shot whose last frame is this one's first image."),
  after: z
    .array(shotId, 'a list of shots')
    .default([])
    .describe('The shots that must be stored before this one starts.'),
  takes: wholeNumber(1, mostTakes).default(1).describe('How many takes are made.'),
  select: wholeNumber(1, mostTakes).default(1).describe('The take that goes into the film, counted from 1.'),
  caption: textOf(500).optional().describe('What subtitles say while the shot is shown.'),
};
