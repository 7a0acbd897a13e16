from channels.consumer import SyncConsumer
from channels.generic.websocket import WebsocketConsumer
from asgiref.sync import async_to_sync


class CheckIns(WebsocketConsumer):
    def connect(self):
        self.group = "checkins_" + self.scope["url_route"]["kwargs"]["tournament"]
        async_to_sync(self.channel_layer.group_add)(self.group, self.channel_name)
        self.accept()

    def disconnect(self, code):
        async_to_sync(self.channel_layer.group_discard)(self.group, self.channel_name)

    def told(self, event):
        self.send(text_data=event["text"])


class Notifications(SyncConsumer):
    """Of the worker: what a web process has asked for is told to those who watch."""

    def release(self, event):
        async_to_sync(self.channel_layer.group_send)("checkins_" + event["tournament"], {"type": "told", "text": "released"})
