package history

import "maps"

// beside returns the agreements as they stood in the commits that the branch has only through merges, those
// before others first. What git cannot tell is left out: somebody looks for what is missing anyway.
func (r *repository) beside(branch []logged, excerpts map[string]*excerpt) map[key][]*moment {
	commits, err := r.commits(r.folder, "--topo-order", "--full-history", "--parents", "--diff-merges=first-parent", "HEAD")
	if err != nil {
		return nil
	}

	if readExcerpts(r, commits, excerpts, openCache("")) != nil {
		return nil
	}

	own := map[string]bool{}
	for i := range branch {
		own[branch[i].Hash] = true
	}

	found := map[key][]*moment{}
	files := map[string]map[string]*excerpt{} // as they were after a commit
	for i := len(commits) - 1; i >= 0; i-- {
		c := &commits[i]
		at := newReplay()
		if len(c.parents) > 0 {
			at.files = maps.Clone(files[c.parents[0]])
		}

		at.apply(c, excerpts)
		files[c.Hash] = at.files
		if own[c.Hash] || r.boundary[c.Hash] {
			continue
		}

		at.index()
		at.note(at.plans(), true, nil, &c.Commit)
		for k, line := range at.lines {
			found[k] = append(found[k], line...)
		}
	}

	return found
}
