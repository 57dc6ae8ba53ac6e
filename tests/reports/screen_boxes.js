// What stands where on a screen: text beside its box, beside the window, over other text. Gives a list of what is wrong, in words.
(() => {
  const found = []
  const said = (text) => JSON.stringify(text.trim().slice(0, 40))
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${wide}`)
  const hidden = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const look = getComputedStyle(one)
      if (look.display === 'none' || look.visibility === 'hidden' || look.clipPath === 'inset(50%)') return true
    }
    return false
  }
  const boxes = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || hidden(node.parentElement)) continue
    let block = node.parentElement
    while (getComputedStyle(block).display === 'inline') block = block.parentElement
    const around = block.getBoundingClientRect()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue
      if (rect.left < -1 || rect.right > wide + 1) found.push(`outside the window: ${said(node.data)}`)
      if (rect.left < around.left - 1 || rect.right > around.right + 1) found.push(`outside its ${block.localName}: ${said(node.data)}`)
      const blank = rect.height / 4 // above and below the ink
      boxes.push({ node, left: rect.left, right: rect.right, top: rect.top + blank, bottom: rect.bottom - blank })
    }
  }
  boxes.sort((one, other) => one.top - other.top)
  boxes.forEach((one, place) => {
    for (let next = place + 1; next < boxes.length && boxes[next].top < one.bottom - 1; next++) {
      const other = boxes[next]
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      if (across > 1 && other.node !== one.node) found.push(`${said(other.node.data)} over ${said(one.node.data)}`)
    }
  })
  return found
})()
