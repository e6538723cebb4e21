"""What all pages stand in: the server, the frame, the session, Streamlit's elements."""
