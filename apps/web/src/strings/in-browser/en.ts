// Every English string of the page that runs the model on the visitor's machine.
export const en = {
  title: 'On your own machine · Lookalike',
  heading: 'On your own machine',
  lead: 'The model that compares photos and words runs in this page. What you drop or type here is not sent anywhere.',
  fetch: (megabytes: string) => `Fetch the model (${megabytes} MB, once)`,
  fetching: 'Fetching the model',
  fetched: (done: string, of: string) => `${done} of ${of} MB`,
  starting: 'Starting the model…',
  ready: 'The model is here, and stays in this browser for the next visit.',
  failed: 'The model could not be started in this browser.',
  pick: 'Choose a photo',
  drop: 'Drop a photo here, paste one, or choose one.',
  another: 'Another photo',
  photo: 'Your photo',
  looking: 'Looking at it…',
  unreadable: 'This is no photo, or one that this browser can’t read.',
  words: 'Words to compare it with',
  wordsHint: 'The model knows English; a few words that say how it looks work best.',
  add: 'Add',
  newWords: 'More words',
  remove: (words: string) => `Remove: ${words}`,
  examples: ['a gold tap', 'a matte black tap', 'a purple chair', 'a pair of shoes', 'a dog'],
  score: (score: string) => `Similarity ${score}`,
  took: (milliseconds: string) => `Looked at in ${milliseconds} ms, by this machine.`,
  search: 'Search with this photo without uploading it',
  searchMeans: (numbers: string) =>
    `Sends ${numbers} numbers that the model made of the photo, and not the photo.`,
  otherModel:
    'The catalogue is searched under another model than this one, so its numbers can’t be searched with here.',
  results: 'Looks like your photo',
  nothing: 'Nothing here looks like it.',
};

export type InBrowserStrings = typeof en;
