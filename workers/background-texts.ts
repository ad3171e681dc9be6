// Words for things of all walks of life: what they score in a catalogue is what a text scores that it is not about.

// Short, concrete, of many fields; about half of them no shop sells. A catalogue may sell up to half of the others.
export const backgroundTexts: readonly string[] =
  `dog, cat, horse, car, truck, bicycle, motorcycle, ship, bridge, church, forest, river, beach, desert, snow, sunset,
  city street, newspaper, book, letter, coin, map, flag, guitar, piano, drum, tank, rifle, helicopter, rocket, computer,
  keyboard, television, camera, refrigerator, oven, bread, cheese, soup, burger, ice cream, apple, carrot, strawberry,
  flower, tree, grass, bird, snake, spider, butterfly, frog, whale, bear, monkey, baby, crowd, doctor, soldier, football,
  tennis racket, swimming pool, dentist chair, scissors, hammer, screw, ladder, rope, umbrella, tent, suitcase, doll,
  chess board, candle, bottle, wine glass, plate, fork, teapot, vase, clock, mirror, lamp, sofa, bed, bathtub, toilet, tap,
  door, window, fence, roof, shoe, hat, glove, dress, shirt, trousers, watch, ring, handbag, belt, sunglasses`
    .split(',')
    .map((text) => text.trim());
