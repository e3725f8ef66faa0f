"""Site: the documentation as pages that work without a net, made from the sources of the project.

python -m docs.site                     writes build/docs, running the workbooks for their pictures
python -m docs.site --without-running   the kept answers only, in seconds
"""
