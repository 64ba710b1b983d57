/** Stands for a picture or a style sheet in component tests. */
module.exports = 'asset';
