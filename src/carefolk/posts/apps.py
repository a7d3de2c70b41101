from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "carefolk.posts"
    label = "posts"
