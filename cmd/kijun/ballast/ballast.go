// Package ballast keeps the garbage collector quiet while the AWS SDK's packages make their schemas, which are no garbage: else each
// start pays for several collections. A package without imports is initialized before nearly all others (the order is that of import
// paths, as soon as what they import is ready), and a heap that holds much grows much before it is collected. The memory is never
// touched, so it costs nothing but addresses.
package ballast

var heap = make([]byte, 32<<20)

// Drop lets go of the ballast. The collector's usual rules hold from its next run on.
func Drop() { heap = nil }
