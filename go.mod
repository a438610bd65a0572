module github.com/lockstep-docs/lockstep

go 1.26
