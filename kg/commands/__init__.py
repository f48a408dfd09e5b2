"""The commands of `kg`, by what people want: to build, to ask, to correct."""
