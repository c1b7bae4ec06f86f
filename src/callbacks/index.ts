export {
  createCallbackUrls,
  type CallbackUrls,
  type CallbackUrlsOptions,
  type CalledSubmission,
} from './callback-urls.js';
export { createReceiver, type Callback, type CallbackDelivery, type ReceiverOptions } from './receiver.js';
export { deliverCallback, type CalledBack } from '../client/deliver-callback.js';
export { listen, type Listening, type ListenOptions } from './listen.js';
