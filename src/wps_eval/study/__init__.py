"""What one evaluation chose: a params file becomes one frozen ``Study``."""

from wps_eval.study.load import load_study, study_schema
from wps_eval.study.model import Study

__all__ = ["Study", "load_study", "study_schema"]
