# METADATA
# scope: subpackages
# schemas:
#   - input: schema.input
package controls
